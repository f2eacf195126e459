"""How files come in: at the address of attachments, straight into the store; elsewhere hardly.

Django reads a form by handlers. The one for all addresses takes what is small, into memory, so that
nobody can fill a disk through the sign-in page; that for attachments writes each piece as it comes.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    StopUpload,
)
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from competition import storage
from competition.errors import Refusal
from competition.storage import MEGABYTE, Incoming

FIELD = "file"
FORM_BYTES = 100_000
"""What a form may hold beside its file."""
STEP_BYTES = 65_536


class BrokenOff(BadRequest):
    """The line ended before the whole body was there: what came of it counts for nothing.

    Not an ``OSError``, which Django's check of forms takes for a form without its token.
    """


class SmallFiles(MemoryFileUploadHandler):
    """Files in memory, where the whole form is small; else the reading ends where a file begins."""

    def new_file(self, *described: Any, **more: Any) -> None:
        if not self.activated:
            raise StopUpload(connection_reset=True)
        super().new_file(*described, **more)


class Receiving(FileUploadHandler):
    """Writes the form's one file into the store's antechamber."""

    chunk_size = STEP_BYTES

    def __init__(self, incoming: Incoming) -> None:
        super().__init__()
        self.incoming = incoming

    def new_file(self, field_name: str, file_name: str, *described: Any, **more: Any) -> None:
        if field_name != FIELD or self.incoming.name is not None:
            raise Refusal("malformed", field=FIELD)
        self.incoming.name = file_name
        super().new_file(field_name, file_name, *described, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # in order
        self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  # counted on the way
        self.incoming.finish()


@contextmanager
def received(
    request: HttpRequest, lost: Callable[[Refusal], None] | None = None
) -> Iterator[Incoming]:
    """The file of a form, read whole; when the block is left, what was not kept is gone.

    Raises ``file_too_large`` (one that says so is not even begun), ``file_empty``, ``required``
    without a file, ``upload_cut_off``, ``malformed`` and what the store refuses; each is told to
    ``lost`` before. A body whose length is not given is not read: it holds no file.
    """
    with ExitStack() as held:
        try:
            incoming = held.enter_context(storage.receiving())
            _read(request, incoming)
        except Refusal as refusal:
            if lost is not None:
                lost(refusal)
            raise
        yield incoming


def _read(request: HttpRequest, incoming: Incoming) -> None:
    request.upload_handlers = [Receiving(incoming)]
    try:
        _require_modest(request, incoming)
        _ = request.POST
    except (UnreadablePostError, BrokenOff) as error:
        raise Refusal("upload_cut_off", field=FIELD) from error
    except (MultiPartParserError, BadRequest, SuspiciousOperation) as error:
        raise Refusal("malformed", field=FIELD) from error
    except Refusal as refusal:
        _read_away(request, refusal)
        raise
    if incoming.name is None:
        raise Refusal("required", field=FIELD)
    if not incoming.is_finished:  # the form's closing boundary never came
        raise Refusal("upload_cut_off", field=FIELD)
    if not incoming.size:
        raise Refusal("file_empty", field=FIELD)


def _require_modest(request: HttpRequest, incoming: Incoming) -> None:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Refusal("malformed", field=FIELD) from error
    if length > incoming.limit + FORM_BYTES:
        raise Refusal("file_too_large", field=FIELD, limit=incoming.limit // MEGABYTE)


def _read_away(request: HttpRequest, refusal: Refusal) -> None:
    """Let a browser finish sending, within bounds: only then it shows the answer."""
    if refusal.code != "file_too_large":
        return
    left = 2 * refusal.details["limit"] * MEGABYTE
    with suppress(UnreadablePostError, BrokenOff):
        while left > 0 and (piece := request.read(STEP_BYTES)):
            left -= len(piece)
