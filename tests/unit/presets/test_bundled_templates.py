"""Every template that comes with the program is sound in all its formats, in both languages."""

from studio.presets.catalog import bundled
from studio.presets.check import check_template


def test_every_bundled_template_is_free_of_mistakes() -> None:
    mistakes = {
        name: found
        for name in bundled().ids("templates")
        if (found := check_template(bundled().path_of("templates", name)))
    }
    assert not mistakes, "\n".join(f"{name}: {mistake}" for name in mistakes for mistake in mistakes[name])
