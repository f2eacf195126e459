"""The kinds of files that are taken at all. A call may allow fewer for a question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its endings (lower case), its media type, and its name for people."""

    key: str
    label: str
    media_type: str
    endings: tuple[str, ...]


OOXML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", ("pdf",)),
        Kind("docx", "Word (DOCX)", f"{OOXML}.wordprocessingml.document", ("docx",)),
        Kind("xlsx", "Excel (XLSX)", f"{OOXML}.spreadsheetml.sheet", ("xlsx",)),
        Kind("odt", "OpenDocument (ODT)", f"{OPEN_DOCUMENT}.text", ("odt",)),
        Kind("ods", "OpenDocument (ODS)", f"{OPEN_DOCUMENT}.spreadsheet", ("ods",)),
        Kind("png", "PNG", "image/png", ("png",)),
        Kind("jpeg", "JPEG", "image/jpeg", ("jpg", "jpeg")),
    )
}
