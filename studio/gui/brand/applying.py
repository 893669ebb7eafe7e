"""A brand kit put on the open film: its files copied in a thread, then one step of undo."""

from pathlib import Path

from studio.gui.bridge import bridge
from studio.gui.i18n import localized
from studio.gui.workspace.stage import Stage
from studio.services.brands import Brand
from studio.services.editing import StepName
from studio.services.edits.looks import BrandInFilm, bring_brand, with_brand


def project_folder(stage: Stage) -> Path:
    """Where the project's own files go."""
    return stage.document.session.folder


def apply_brand(stage: Stage, brand: Brand) -> None:
    """The film in the kit's colours and faces, with its logos; a failure is told, and the film stays."""
    folder = project_folder(stage)
    if not brand.is_own:
        _apply(stage, BrandInFilm(brand.kit, brand.kit.look))
        return
    bridge().run(
        lambda _job: bring_brand(brand, folder),
        lambda brought: _apply(stage, brought),
        failed=stage.refused.emit,
        key="brand",
        lane="files",
        owner=stage,
    )


def _apply(stage: Stage, brought: BrandInFilm) -> None:
    name = StepName("step.brand", {"name": localized(brought.kit.name)})
    stage.edit_project(name, lambda project: with_brand(project, brought))
