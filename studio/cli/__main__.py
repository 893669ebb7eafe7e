"""The command line: `studio COMMAND` and `python -m studio.cli`.

Worker processes import this module again, so it imports nothing before it is run.
"""

import sys
from collections.abc import Callable


def main(arguments: list[str] | None = None, open_window: Callable[[str | None], int] | None = None) -> None:
    """Run a command line (None: the process's own) and end the process with its exit code.

    open_window: what `studio open` calls; the command line itself knows no window.
    """
    from studio.base.process import prepare_process

    prepare_process()
    if getattr(sys, "frozen", False):
        # A frozen program is started again for each render worker: this does a worker's work, and ends.
        import multiprocessing

        multiprocessing.freeze_support()
    from studio.cli.app import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments, open_window))


if __name__ == "__main__":
    main()
