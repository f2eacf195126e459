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
    types: set[str] = set()
    remarks: set[str] = set()

    def started(tag: str, attributes: dict[str, str]) -> None:
        types.add(attributes.get("ContentType", "").casefold())
        is_link = attributes.get("Type", "").endswith("/hyperlink")
        if tag == "Relationship" and attributes.get("TargetMode") == "External" and not is_link:
            remarks.add("external")

    for entry in entries(path):
        name = entry.name.casefold()
        if "vbaproject" in name or "macrosheet" in name:
            raise Unfit("file_macros")
        if "/embeddings/" in f"/{name}" or "/activex/" in f"/{name}":
            remarks.add("embedded")
        if name == "[content_types].xml" or name.endswith(".rels"):
            _parse(entry, started)
        else:
            _read_through(entry)
    if any("macroenabled" in each or "vbaproject" in each for each in types):
        raise Unfit("file_macros")
    if main not in types:
        raise Unfit("type_not_allowed", "content")
    return frozenset(remarks)


def _inspect_open_document(path: Path, media_type: str) -> frozenset[str]:
    found, remarks = b"", set()

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
            _parse(entry, started)
        else:
            _read_through(entry)
    if found != media_type.encode():
        raise Unfit("type_not_allowed", "content")
    return frozenset(remarks)


def _read_through(entry: Entry) -> None:
    """Unpack the whole part once and keep nothing of it: only so is its promised size true."""
    if entry.name.casefold().endswith(XML_ENDINGS):
        _parse(entry)
    else:
        for _piece in entry.pieces():
            pass


def _parse(entry: Entry, started: Started | None = None) -> None:
    """Read an XML part in steps. Raises ``Unfit`` at a document type declaration."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.StartElementHandler = started
    try:
        for piece in entry.pieces():
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unfit("file_damaged") from error


def _refuse_declaration(*_declared: Any) -> None:
    raise Unfit("file_unsafe", "declaration")
