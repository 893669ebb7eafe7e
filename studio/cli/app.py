"""The program `studio`: a list of commands, each of which is imported only when it is asked for.

Exit codes: 0 done, 1 failed, 2 the input or the command line cannot be used, 130 stopped by Ctrl-C.
"""

import sys
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from studio import __version__
from studio.base.cancellation import Cancelled
from studio.base.errors import StudioError
from studio.cli import console

COMMANDS = {
    "open": "Open the window, with a project or a template",
    "render": "Make a film from a template or a project",
    "still": "Paint one moment as a picture, such as an infographic",
    "sheet": "Show a film at a glance, as one picture of its frames",
    "batch": "Make a film or picture of every row of a sheet",
    "check": "Check a project before it is published",
    "presets": "List templates, animations, brands and exports; check a template",
    "new": "Make a project folder from a template",
    "fonts": "List the fonts; check one of your own, or add it to a project",
    "brands": "List brand kits; make one from a logo, hand one on, take one in",
    "caption": "Burn animated captions into a video, its sound as it was",
    "captions": "Read, convert, time and check subtitle files; captions from speech",
    "shape": "Show how a text is shaped; mend it; write it for old programs",
    "pack": "Put a project with its media and fonts into one file",
    "probe": "Tell what is in a picture, film or sound file",
    "doctor": "Check that everything the program needs is there",
    "demo": "Make the demonstration: films, infographics and contact sheets",
    "bench": "Measure speed and memory beside the encoder alone and MoviePy",
}
"""What there is, in the order of `studio --help`.  The module of the same name holds the command's `app`."""

HELP = """Hiwar Studio makes Arabic-first films and infographics from templates.

\b
Start here:
  studio                               the window
  studio demo out                      films and pictures to look at
  studio presets                       what templates there are
  studio presets our-numbers           which values one takes
  studio render our-numbers --samples  a film of its sample values

Every command explains itself with examples: studio COMMAND --help. With --json a command writes one JSON
value, and nothing else, to standard output; messages and progress go to standard error.
"""


class LazyGroup(TyperGroup):
    """Knows the commands' names and one line on each; loads a command's module when it is run."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            near = get_close_matches(cmd_name, COMMANDS)
            ctx.fail(f"No such command '{cmd_name}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        command = typer.main.get_command(import_module(f"studio.cli.{cmd_name}").app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # a command that keeps nothing: stopping it is all there is to do
            raise Cancelled from None


app = typer.Typer(
    cls=LazyGroup,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would double the time that it takes
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        console.show(f"studio {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def run(arguments: list[str], open_window: Callable[[str | None], int] | None = None) -> int:
    """Run one command line; returns the exit code.

    open_window: what `studio open` calls.

    What goes wrong is said, not thrown.  What nobody expected ends the process with a report instead of a
    traceback.
    """
    console.use_utf8()
    if arguments[:2] == ["caption", "check"]:  # as people say it; a video would have an ending
        arguments = ["captions", *arguments[1:]]
    as_json = "--json" in arguments
    sys.excepthook = lambda _kind, error, _trace: console.bug(error, arguments, as_json)
    try:
        code = typer.main.get_command(app).main(
            arguments, prog_name="studio", standalone_mode=False, obj=open_window
        )
    except typer.TyperException as error:  # the command line itself
        return console.usage_error(error, as_json)
    except typer.Abort:
        return 1
    except StudioError as error:
        return console.studio_error(error, as_json)
    except (Cancelled, KeyboardInterrupt):
        return console.stopped("Stopped.", as_json)
    except BrokenPipeError:  # whoever read our output has gone
        return console.broken_pipe()
    except OSError as error:
        return console.system_error(error, as_json)
    return code if isinstance(code, int) else 0
