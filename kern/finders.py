"""Serves the few files of two npm packages (KERN, and its font cut for Latin languages) that pages
need, and none of the other hundreds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

_DIST = "@kern-ux/native/dist"
_LATIN = "@fontsource/fira-sans/files"

#: Address under STATIC_URL -> file inside node_modules. The three weights are those KERN's own
#: tokens use (400, 500, 600); the whole set of 36 fonts would be 18 MB.
PACKAGE_FILES = {
    "kern/kern.min.css": f"{_DIST}/kern.min.css",
    "kern/fonts/FiraSans-Regular.woff2": f"{_DIST}/fonts/fira-sans/FiraSans-Regular.woff2",
    "kern/fonts/FiraSans-Medium.woff2": f"{_DIST}/fonts/fira-sans/FiraSans-Medium.woff2",
    "kern/fonts/FiraSans-SemiBold.woff2": f"{_DIST}/fonts/fira-sans/FiraSans-SemiBold.woff2",
    # The same three with Latin letters alone, a sixth of the size (kern/README.md).
    "kern/fonts/latin-400.woff2": f"{_LATIN}/fira-sans-latin-400-normal.woff2",
    "kern/fonts/latin-500.woff2": f"{_LATIN}/fira-sans-latin-500-normal.woff2",
    "kern/fonts/latin-600.woff2": f"{_LATIN}/fira-sans-latin-600-normal.woff2",
}

#: Declares the fonts by `url()`. Served with them or not at all: a storage that follows such
#: references (ManifestStaticFilesStorage) must never meet a font that is missing.
FONT_SHEET = ("kern/fonts.css", "fonts.css")
OWN_FOLDER = Path(__file__).parent / "assets"


class KernFinder(BaseFinder):
    """Finds KERN's style sheet, its fonts and their declaration: all of them, or nothing.

    `settings.KERN_NODE_MODULES` names the folder npm installed into. Where one of the
    packages is not installed the finder finds nothing, and pages stay plain semantic HTML.
    """

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        """Nothing to complain about: a missing package is allowed."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """The file behind an address under STATIC_URL; an empty list when there is none."""
        found = [
            storage.path(stored) for address, stored, storage in self._served() if address == path
        ]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002 - the interface's name; these files are named one by one
        """What `collectstatic` copies: address and a storage that holds it under that address."""
        for address, stored, storage in self._served():
            yield address, _Renamed(storage, stored)

    def _served(self) -> Iterator[tuple[str, str, FileSystemStorage]]:
        packages = FileSystemStorage(location=settings.KERN_NODE_MODULES)
        if not all(packages.exists(stored) for stored in PACKAGE_FILES.values()):
            return
        for address, stored in PACKAGE_FILES.items():
            yield address, stored, packages
        yield *FONT_SHEET, FileSystemStorage(location=OWN_FOLDER)


class _Renamed(FileSystemStorage):
    """One stored file under another name: the address of a package's file is not its path."""

    def __init__(self, storage: FileSystemStorage, stored: str) -> None:
        super().__init__(location=storage.location)
        self.stored = stored

    def path(self, name: str) -> str:  # noqa: ARG002 - whatever it is called, it is this file
        """Where the file lies, by whatever name it is asked for."""
        return super().path(self.stored)
