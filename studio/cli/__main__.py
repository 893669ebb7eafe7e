"""The program's entry point: `studio` and `python -m studio.cli`.

Worker processes import this module again, so it imports nothing before it is run.
"""

import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # Before anything heavy is imported, here and in the worker processes: numpy would start threads for
    # linear algebra that nothing uses, pydantic would search all installed packages for plugins.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from studio.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
