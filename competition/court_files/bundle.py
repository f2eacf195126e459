"""The parts numbered, indexed and packed.

What is set or rendered is made before anything is sent, so that a file comes whole or not at all;
attachments are checked then and read piece by piece while they are sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify

from competition import receipts
from competition.court_files import sources
from competition.court_files.paper import Chapter, CourtPaper, Entry, Listed, paper_of
from competition.court_files.shapes import Enclosure, Part, Subject, readable
from competition.documents import typesetting
from competition.documents.shapes import in_german
from competition.packing import Pack

FORMAT = "modellkommune-court-file-1"
# How German letters are written where there are none.
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
INDEX, DATA, MANIFEST = "00-verzeichnis.pdf", "00-verzeichnis.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with its path in the archive."""

    path: str
    file: Enclosure


@dataclass(frozen=True, slots=True)
class Bundle:
    """A court file ready to be sent. ``digest``: SHA-256 of its manifest, which names all files."""

    name: str
    at: datetime
    placed: tuple[Placed, ...]
    manifest: bytes
    digest: str

    def pieces(self) -> Iterator[bytes]:
        """The ZIP, piece by piece."""
        pack = Pack(self.at)
        for each in self.placed:
            yield from pack.add(f"{self.name}/{each.path}", each.file.pieces())
        yield from pack.add(f"{self.name}/{MANIFEST}", [self.manifest])
        yield pack.end()


@in_german
def of(subject: Subject) -> Bundle:
    """The court file of the subject.

    Raises ``document_too_long`` (the index) and ``busy``.
    """
    chapters, placed = _numbered(sources.parts_of(subject))
    paper = paper_of(subject, chapters)
    index = Enclosure(INDEX, "Verzeichnis", typesetting.court_file_pdf(paper))
    data = readable(DATA, "Verzeichnis für Programme", _document(paper))
    every = (Placed(INDEX, index), Placed(DATA, data), *placed)
    manifest = receipts.canonical(_manifest(subject, every))
    return Bundle(
        name=f"akte-{_slug(subject.application.municipality.name) or 'kommune'}",
        at=subject.at,
        placed=every,
        manifest=manifest,
        digest=Enclosure(MANIFEST, "", manifest).sha256,
    )


def _numbered(parts: list[Part]) -> tuple[tuple[Chapter, ...], tuple[Placed, ...]]:
    """Parts 1, 2, …, leaves 1.1, 1.2, …; files in a folder per part, in the order of the index."""
    chapters, placed = [], list[Placed]()
    for number, part in enumerate(parts, start=1):
        folder, entries = f"{number:02}-{_slug(part.title)}", []
        for row, leaf in enumerate(part.leaves, start=1):
            files = [Placed(f"{folder}/{row:03}-{each.name}", each) for each in leaf.enclosures]
            placed += files
            title, listed = f"{number}.{row} {leaf.title}", tuple(map(_listed, files))
            entries.append(Entry(title, leaf.facts, leaf.text, listed))
        chapters.append(Chapter(f"{number}. {part.title}", part.remark, tuple(entries)))
    return tuple(chapters), tuple(placed)


def _slug(title: str) -> str:
    return slugify(title.casefold().translate(SPELT))


def _listed(placed: Placed) -> Listed:
    file = placed.file
    return Listed(file.title, placed.path, filesizeformat(file.bytes_count), file.sha256)


def _document(paper: CourtPaper) -> dict[str, object]:
    """The index as data, in the words of the index."""
    return {
        "format": FORMAT,
        "title": paper.title,
        "made_at": receipts.timestamp(paper.made_at),
        "parts": [
            {
                "title": chapter.title,
                "remark": chapter.remark,
                "entries": [
                    {
                        "title": entry.title,
                        "facts": [[fact.label, fact.value] for fact in entry.facts],
                        "text": entry.text,
                        "files": [[file.path, file.sha256] for file in entry.files],
                    }
                    for entry in chapter.entries
                ],
            }
            for chapter in paper.parts
        ],
    }


def _manifest(subject: Subject, placed: tuple[Placed, ...]) -> dict[str, object]:
    application = subject.application
    return {
        "format": FORMAT,
        "call": application.call.slug,
        "application": application.public_id,
        "synthetic": application.call.is_synthetic,
        "made_at": receipts.timestamp(subject.at),
        "files": [
            {
                "path": each.path,
                "bytes": each.file.bytes_count,
                "sha256": each.file.sha256,
            }
            for each in placed
        ],
    }
