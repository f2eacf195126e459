"""Office documents: Word and Excel (ISO/IEC 29500), OpenDocument (ISO/IEC 26300).

The parts say what the document is. Every XML part is read through once by a parser that resolves
nothing and stops at a document type declaration, so no entity of anybody is ever expanded.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from competition.inspection.archives import Entry, entries
from competition.inspection.finding import Unfit
from competition.inspection.kinds import KINDS, OOXML

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Word and Excel files begin that are of the old format, or locked by a password."""
XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
MAX_ELEMENTS = 4_000_000
"""Of a document: a table of more than a million cells."""
MAX_DEPTH = 1_000
MAX_NAMES = 20_000
MAX_TOKEN_BYTES = 4_000_000
"""Of one tag or remark: the parser must hold it whole."""
Started = Callable[[str, dict[str, str]], None]


def inspect_docx(path: Path) -> frozenset[str]:
    """A Word document without macros."""
    return _inspect_ooxml(path, f"{OOXML}.wordprocessingml.document.main+xml")


def inspect_xlsx(path: Path) -> frozenset[str]:
    """An Excel workbook without macros."""
    return _inspect_ooxml(path, f"{OOXML}.spreadsheetml.sheet.main+xml")


def inspect_odt(path: Path) -> frozenset[str]:
    """An OpenDocument text without macros."""
    return _inspect_open_document(path, KINDS["odt"].media_type)


def inspect_ods(path: Path) -> frozenset[str]:
    """An OpenDocument spreadsheet without macros."""
    return _inspect_open_document(path, KINDS["ods"].media_type)


def _inspect_ooxml(path: Path, main: str) -> frozenset[str]:
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            raise Unfit("file_encrypted")
    mains: set[str] = set()
    remarks: set[str] = set()
    reader = _Reader()

    def started(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").casefold()
        _refuse_macros(kind, "vbaproject", "macroenabled")
        if kind == main:
            mains.add(kind)
        is_link = attributes.get("Type", "").endswith("/hyperlink")
        if tag == "Relationship" and attributes.get("TargetMode") == "External" and not is_link:
            remarks.add("external")

    for entry in entries(path):
        name = entry.name.casefold()
        _refuse_macros(name, "vbaproject", "macrosheet")
        if "/embeddings/" in f"/{name}" or "/activex/" in f"/{name}":
            remarks.add("embedded")
        if name == "[content_types].xml" or name.endswith(".rels"):
            reader.parse(entry, started)
        else:
            reader.read_through(entry)
    if not mains:
        raise Unfit("type_not_allowed", "content")
    return frozenset(remarks)


def _refuse_macros(text: str, *words: str) -> None:
    if any(word in text for word in words):
        raise Unfit("file_macros")


def _inspect_open_document(path: Path, media_type: str) -> frozenset[str]:
    found, remarks = b"", set()
    reader = _Reader()

    def started(tag: str, _attributes: dict[str, str]) -> None:
        if tag.endswith("encryption-data"):
            raise Unfit("file_encrypted")

    for number, entry in enumerate(entries(path)):
        if number == 0 and entry.name == "mimetype":
            found = next(entry.pieces(), b"")
        if entry.name.startswith(("Basic/", "Scripts/")):
            raise Unfit("file_macros")
        if entry.name.startswith("Object "):
            remarks.add("embedded")
        if entry.name == "META-INF/manifest.xml":
            reader.parse(entry, started)
        else:
            reader.read_through(entry)
    if found != media_type.encode():
        raise Unfit("type_not_allowed", "content")
    return frozenset(remarks)


class _Reader:
    """Reads the parts of one document in steps, within bounds that hold for all of them together.

    The parser keeps every open element and every name it has met: without bounds, a few kilobytes
    of a document would take gigabytes of memory.
    """

    def __init__(self) -> None:
        self.elements = 0

    def read_through(self, entry: Entry) -> None:
        """Unpack the whole part once and keep nothing of it: only so is its promised size true."""
        if entry.name.casefold().endswith(XML_ENDINGS):
            self.parse(entry)
        else:
            for _piece in entry.pieces():
                pass

    def parse(self, entry: Entry, started: Started | None = None) -> None:
        """Read an XML part. Raises ``Unfit`` at a document type declaration."""
        depth = 0

        def begun(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self.elements += 1
            if depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
                raise Unfit("unpacked_too_large")
            if started:
                started(tag, attributes)

        def ended(_tag: str) -> None:
            nonlocal depth
            depth -= 1

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.StartElementHandler = begun
        parser.EndElementHandler = ended
        try:
            read = 0
            for piece in entry.pieces():
                parser.Parse(piece, False)
                read += len(piece)
                waiting = read - max(0, parser.CurrentByteIndex)
                if waiting > MAX_TOKEN_BYTES or len(parser.intern) > MAX_NAMES:
                    raise Unfit("unpacked_too_large")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unfit("file_damaged") from error


def _refuse_declaration(*_declared: Any) -> None:
    raise Unfit("file_unsafe", "declaration")
