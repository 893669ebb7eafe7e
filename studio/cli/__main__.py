"""The program's entry point: `studio` and `python -m studio.cli`.

Worker processes import this module again, so it imports nothing before it is run.
"""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from studio.base.process import prepare_process

    prepare_process()
    if getattr(sys, "frozen", False):
        # A frozen program is started again for each render worker: this does a worker's work, and ends.
        import multiprocessing

        multiprocessing.freeze_support()
    from studio.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
