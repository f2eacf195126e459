"""The sealed versions of the filtered list as PDFs in one ZIP, with their attachments if wanted.

Typeset one after the other while the ZIP is sent; at its end stand a list of all files with their
digests and the same for ``sha256sum -c``. What could not be packed is named there, with the reason.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from competition import receipts, storage
from competition.application_list.asked import Asked
from competition.application_list.exports import CHUNK_ROWS
from competition.documents import papers, typesetting
from competition.documents.shapes import in_german
from competition.errors import Refusal
from competition.inspection import names
from competition.models import Application, ApplicationVersion, Call, Question
from competition.models.call import QuestionKind
from competition.packing import Pack
from competition.tables import Column, Notes, Value, csv_file

MOST_DOCUMENTS = 1_000
"""About a minute of one core; who wants more filters by Land."""
TRIES = 6
"""While other documents are typeset, each try waits up to five seconds."""
STEP_BYTES = 65_536
LIST_NAME, SUMS_NAME = "verzeichnis.csv", "pruefsummen.sha256"
COLUMNS = [
    Column("Datei"),
    Column("AGS"),
    Column("Kommune"),
    Column("Kennung"),
    Column("Fassung", "count"),
    Column("Eingang", "instant"),
    Column("Nummer der Eingangsbestätigung"),
    Column("Prüfsumme des Inhalts (SHA-256)"),
    Column("Größe in Bytes", "count"),
    Column("Prüfsumme der Datei (SHA-256)"),
    Column("Bemerkung"),
]


def packed(
    asked: Asked,
    call: Call,
    questions: Sequence[Question],
    notes: Notes,
    *,
    made_at: datetime,
    with_files: bool,
) -> Iterator[bytes]:
    """The ZIP in pieces. Applications without a valid version are no part of it."""
    pack = _Documents(Pack(made_at), questions, with_files=with_files)
    for row in sealed(asked).iterator(CHUNK_ROWS):
        row.call = call
        yield from pack.application(row)
    yield from pack.end(notes)


def sealed(asked: Asked) -> QuerySet[Application]:
    """The rows that have a valid version, with all that its PDF says."""
    return asked.rows.filter(valid_version__isnull=False).select_related(
        "municipality",
        "valid_version__receipt",
        "valid_version__submitted_by",
        "valid_version__released_by",
    )


@dataclass
class _File:
    """A file as it is packed: size and digest are known once it has gone through."""

    name: str
    remark: str = ""
    size: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class _Documents:
    """The ZIP under way, and what is already in it."""

    def __init__(self, pack: Pack, questions: Sequence[Question], *, with_files: bool) -> None:
        self._pack, self._questions, self._with_files = pack, questions, with_files
        self._list: list[list[Value]] = []
        self._sums: list[str] = []

    def application(self, row: Application) -> Iterator[bytes]:
        version = row.valid_version
        if version is None:
            return
        version.application = row
        stem = names.clean(f"{row.municipality.ags}_{row.municipality.name}")
        folder = f"{stem}/" if self._with_files else ""
        yield from self._document(version, f"{folder}{stem}")
        if self._with_files:
            for number, file in enumerate(_files(version), start=1):
                name = f"{folder}Anlagen/{number:02}_{names.clean(file['name'])}"
                yield from self._attachment(version, name, file["sha256"])

    def _document(self, version: ApplicationVersion, stem: str) -> Iterator[bytes]:
        file, content = _typeset(version, self._questions, stem)
        yield from self._add(version, file, [content])

    def _attachment(self, version: ApplicationVersion, name: str, sha256: str) -> Iterator[bytes]:
        file = _File(name)
        try:
            place = storage.path_of(sha256)
            with place.open("rb") as source:
                yield from self._add(version, file, iter(lambda: source.read(STEP_BYTES), b""))
        except FileNotFoundError:
            self._note(version, _File(name, "FEHLT: Die Datei ist nicht mehr in der Ablage."))
            return
        if file.sha256 != sha256:
            self._list[-1][-1] = f"ANDERS als eingereicht (eingereicht: {sha256})"

    def _add(
        self, version: ApplicationVersion, file: _File, pieces: Iterable[bytes]
    ) -> Iterator[bytes]:
        yield from self._pack.add(file.name, file.through(pieces))
        self._sums.append(f"{file.sha256}  {file.name}\n")
        self._note(version, file)

    def _note(self, version: ApplicationVersion, file: _File) -> None:
        row = version.application
        self._list.append(
            [
                file.name,
                row.municipality.ags,
                row.municipality.name,
                row.public_id,
                version.number,
                version.received_at,
                version.receipt.number,
                version.digest,
                file.size or None,
                file.sha256 if file.size else None,
                file.remark,
            ]
        )

    def end(self, notes: Notes) -> Iterator[bytes]:
        yield from self._pack.add(LIST_NAME, csv_file.written(COLUMNS, self._list, notes))
        yield from self._pack.add(SUMS_NAME, ["".join(self._sums).encode()])
        yield self._pack.end()


@in_german
def _typeset(
    version: ApplicationVersion, questions: Sequence[Question], stem: str
) -> tuple[_File, bytes]:
    """The version as PDF; where it is too long for one, its content as sealed (JSON)."""
    paper = papers.version(sealed=version, questions=questions)
    refusal = Refusal("busy")
    for _try in range(TRIES):
        try:
            return _File(f"{stem}.pdf"), typesetting.application_pdf(paper)
        except Refusal as refused:
            refusal = refused
            if refused.code == "document_too_long":
                break
    content = receipts.canonical(version.content)
    return _File(f"{stem}.json", f"Kein PDF: {refusal.sentence}"), content


def _files(version: ApplicationVersion) -> list[dict[str, Any]]:
    """The files that the sealed version names, in its order."""
    return [
        file
        for answer in version.content["answers"]
        if answer["kind"] == QuestionKind.FILES
        for file in answer["value"]
    ]
