"""From a paper to an accessible PDF (PDF/UA-1): typst with the sources that lie beside this module.

The texts go to typst as data. A source that would give an untagged picture, a heading out of order
or a missing glyph fails to compile, by the standard itself.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.text import Truncator

from competition import wording
from competition.documents.printable import all_printable, has_foreign
from competition.documents.shapes import Document, Memo, Minutes, Paper, in_german
from competition.errors import Refusal

SOURCES = Path(__file__).parent
# About 300 pages, less than a second of one core; more than any call's limits allow.
MAX_CHARS = 1_000_000
WAIT_SECONDS = 5
# A juror's copy of everything: at most about 1,200 pages.
MAX_READING_CHARS = 4_000_000
_PRESS = threading.BoundedSemaphore(2)


def application_pdf(paper: Paper) -> bytes:
    """A draft or a sealed version. Raises ``document_too_long`` and ``busy``."""
    return _pdf("application.typ", paper, MAX_CHARS)


def receipt_pdf(paper: Paper) -> bytes:
    """A receipt. Raises ``busy``."""
    return _pdf("receipt.typ", paper, MAX_CHARS)


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes of a session. Raises ``document_too_long`` and ``busy``."""
    return _pdf("minutes.typ", minutes, MAX_CHARS)


def memo_pdf(memo: Memo) -> bytes:
    """The record of a decision. Raises ``document_too_long`` and ``busy``."""
    return _pdf("memo.typ", memo, MAX_CHARS)


def reading_pdf(paper: Document) -> bytes:
    """A juror's copy of many applications. Raises ``document_too_long`` and ``busy``."""
    return _pdf("reading.typ", paper, MAX_READING_CHARS)


def court_file_pdf(paper: Document) -> bytes:
    """The index of a court file. Raises ``document_too_long`` and ``busy``."""
    return _pdf("court_file.typ", paper, MAX_READING_CHARS)


def _pdf(source: str, paper: Document, max_chars: int) -> bytes:
    data = _data(paper)
    if len(data) > max_chars:
        raise Refusal("document_too_long")
    import typst  # noqa: PLC0415  # 7 MB, and few processes typeset

    with _press():
        return typst.compile(
            SOURCES / source,
            root=SOURCES,
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=int(paper.made_at.timestamp()),
        )


@in_german
def _data(paper: Document) -> str:
    """The paper as JSON, every text printable. The call's title is cut to fit into a header."""
    plain: dict[str, Any] = asdict(paper)
    plain["made"] = wording.moment(plain.pop("made_at"), seconds=True)
    plain["call_short"] = Truncator(paper.call).chars(80)
    plain["has_foreign"] = has_foreign(plain)
    return json.dumps(all_printable(plain), ensure_ascii=False)


@contextmanager
def _press() -> Iterator[None]:
    """Two documents at a time in one process; who waits longer than five seconds comes again."""
    if not _PRESS.acquire(timeout=WAIT_SECONDS):
        raise Refusal("busy")
    try:
        yield
    finally:
        _PRESS.release()
