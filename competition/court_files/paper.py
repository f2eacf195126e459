"""The index of a court file as a document: what is on file, in order, readable by itself."""

from dataclasses import dataclass

from competition import wording
from competition.court_files.shapes import Subject
from competition.documents import papers
from competition.documents.shapes import Document, Fact
from competition.models import Announcement


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the archive: what it is, where it lies, how large, and its digest."""

    title: str
    path: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered leaf."""

    title: str
    facts: tuple[Fact, ...]
    text: str
    files: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One numbered part; ``remark`` stands where there is nothing."""

    title: str
    remark: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtPaper(Document):
    facts: tuple[Fact, ...]
    parts: tuple[Chapter, ...]


def paper_of(subject: Subject, parts: tuple[Chapter, ...]) -> CourtPaper:
    """The index with everything that people read; files are named by path and digest."""
    application = subject.application
    name = application.municipality.name
    return CourtPaper(
        title=f"Akte der Bewerbung von {name}",
        call=application.call.title,
        municipality=name,
        mark=_mark(subject),
        banner=papers.banner(application.call),
        lead=(
            "Diese Akte enthält alles, was zu dieser einen Bewerbung geführt wird, und nichts aus "
            "anderen Bewerbungen. Private Notizen von Jurymitgliedern gehören nicht zur Akte und "
            "sind nicht enthalten.\n\nJede Datei steht mit ihrer Prüfsumme (SHA-256) hier und in "
            "der Datei manifest.json."
        ),
        facts=(
            Fact("Wettbewerb", application.call.title),
            Fact("Kommune", name),
            Fact("Kennung der Bewerbung", application.public_id, is_code=True),
            Fact("Stand", application.get_state_display()),
            Fact("Stand der Akte", wording.moment(subject.at, seconds=True)),
        ),
        made_at=subject.at,
        parts=parts,
    )


def _mark(subject: Subject) -> str:
    """Whether anything in it may be told already is said on every page."""
    announced = Announcement.objects.filter(
        call=subject.application.call, confirmed_at__isnull=False, public_at__lte=subject.at
    )
    if announced.exists():
        return "VERTRAULICH – Akte für das Gericht"
    return "VERTRAULICH – vor der Bekanntgabe; enthält, was noch niemand erfahren darf"
