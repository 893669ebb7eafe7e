"""A project in one file, to be handed on: what its fonts' licences allow."""

from pathlib import Path

from studio.base.errors import DocumentError, InputError, Mistake
from studio.formats.package import PACKAGE_SUFFIX, pack
from studio.formats.project_file import load_project
from studio.model.project import Project
from studio.services.fonts import fonts_not_to_hand_on


def pack_project(project: Path, package: Path) -> Project:
    """Write a project's folder, with its media and fonts, into one `.hiwarz` file.

    Raises InputError, DocumentError (files that are missing, fonts whose licence forbids it: all of them
    named), FontError, OutputError.
    """
    if package.suffix != PACKAGE_SUFFIX:
        hint = f"Call it {package.stem}{PACKAGE_SUFFIX}."
        raise InputError("a package has another ending", hint, str(package))
    opened = load_project(project)
    forbidden = list(fonts_not_to_hand_on(opened))
    if forbidden:
        mistakes = [Mistake(f"fonts.{number}", problem.message) for number, problem in forbidden]
        raise DocumentError(str(opened.file), mistakes, forbidden[0][1].hint)
    return pack(opened, package)
