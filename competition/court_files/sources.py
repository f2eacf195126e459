"""Who adds what to a court file: the register of all parts."""

from collections.abc import Callable, Iterable

from competition.court_files import (
    announcement,
    application,
    availability,
    call,
    course,
    letters,
    log,
    versions,
)
from competition.court_files.shapes import Part, Subject

# Each gives parts of one application and nothing of any other. Other apps enter theirs when they
# are loaded, as with ``policies.EXCLUDING_DUTIES``.
SOURCES: list[Callable[[Subject], Iterable[Part]]] = [
    call.parts,
    application.parts,
    versions.parts,
    course.parts,
    availability.parts,
    announcement.parts,
    letters.parts,
    log.parts,
]


def parts_of(subject: Subject) -> list[Part]:
    """All parts about the application, in their order."""
    found = [part for source in SOURCES for part in source(subject)]
    return sorted(found, key=lambda part: part.position)
