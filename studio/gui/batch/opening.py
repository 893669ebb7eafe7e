"""The batch screen in the window; its modules are loaded when it is first asked for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from studio.gui.notice import notices
from studio.model.template import Template

if TYPE_CHECKING:
    from studio.gui.batch.page import BatchPage
    from studio.gui.main_window import MainWindow


def open_batch(window: "MainWindow", templates: Sequence[Template]) -> "BatchPage":
    """The screen as a page of the window, which says its messages."""
    from studio.gui.batch.page import BatchPage
    from studio.gui.workspace.exporting import window_queue

    page = BatchPage(templates, window_queue(), window.preferences)

    def leave() -> None:
        page.leave()
        window.show_start()

    def say(words: str, action: str, on_action: Callable[[], object] | None) -> None:
        window.toast.say(words, action=action, on_action=on_action)
        notices().tell(window, words)

    page.left.connect(leave)
    page.failed.connect(window.fail)
    page.said.connect(say)
    window.pages.addWidget(page)
    return page
