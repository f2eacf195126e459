"""Attachments on their way out: listed for readers, and sent to be kept, never to be shown here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from competition import attachments, storage
from competition.attachments import Filed
from competition.errors import Refusal

STEP_BYTES = 65_536
# No page of ours, whatever it holds and whoever opens it: no scripts, no forms, no origin.
ALONE = "; ".join(
    (
        *("sandbox", "default-src 'none'", "base-uri 'none'", "form-action 'none'"),
        "frame-ancestors 'none'",
    )
)
REMARKS = {
    "javascript": _("enthält Programmcode (JavaScript)"),
    "launch": _("kann beim Öffnen andere Programme starten"),
    "embedded": _("enthält weitere Dateien"),
    "external": _("lädt beim Öffnen Inhalte aus dem Internet nach"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in a list: where to get it, and what its readers should know, in words."""

    file: Filed
    url: str
    remarks: list[Any]


def listed(document: Mapping[str, Any] | None, address: Callable[[Filed], str]) -> list[Listed]:
    """The files of a sealed document, with their addresses for one audience."""
    files = attachments.filed(document) if document else []
    return [Listed(each, address(each), remarks(each.remarks)) for each in files]


def remarks(codes: tuple[str, ...] | list[str]) -> list[Any]:
    """The remarks of an inspection in words."""
    return [REMARKS[code] for code in codes if code in REMARKS]


def download(request: HttpRequest, file: Filed) -> HttpResponseBase:
    """The file as an attachment (RFC 6266), alone in a sandbox; always whole, from the store.

    Raises ``busy`` where the store has lost it.
    """
    place = storage.path_of(file.sha256)
    try:
        size = place.stat().st_size
    except FileNotFoundError as error:
        raise Refusal("busy") from error
    body: HttpResponseBase
    body = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(_pieces(place))
    body.headers["Content-Type"] = file.media_type
    body.headers["Content-Length"] = str(size)
    body.headers["Content-Disposition"] = content_disposition_header(True, file.name)
    body.headers["Content-Security-Policy"] = ALONE
    body.headers["Accept-Ranges"] = "none"
    return body


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb") as file:
        while piece := file.read(STEP_BYTES):
            yield piece


def sent(pieces: Iterator[bytes], *, name: str, media_type: str) -> StreamingHttpResponse:
    """A file that is made while it is sent, as ``download`` sends one that lies in the store."""
    body = StreamingHttpResponse(pieces, content_type=media_type)
    body.headers["Content-Disposition"] = content_disposition_header(True, name)
    body.headers["Content-Security-Policy"] = ALONE
    return body


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """An open file in pieces; it is closed, and gone if it has no name, however this ends."""
    with file:
        while piece := file.read(STEP_BYTES):
            yield piece
