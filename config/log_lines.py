"""Log lines that nobody outside can forge: one entry is one line, whatever stands in it."""

import json
import logging
import re
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from competition import request_ids

# Control characters, line ends of all kinds, and marks that turn the direction of writing.
FORGING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
INDENT = "    "
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def visible(text: str) -> str:
    r"""The text with such characters as their codes: a line end becomes ``\n``."""
    return FORGING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def number_of(record: logging.LogRecord) -> str:
    """The number of the request that an entry is about; Django's own lines on a refused one are
    written after its end, and name it."""
    kept = getattr(getattr(record, "request", None), "META", {}).get(request_ids.KEPT, "")
    return request_ids.current() or str(kept)


class LineFormatter(logging.Formatter):
    """An entry on one line; a traceback follows in indented lines, so that none looks like one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # of the base class
        number = number_of(record)
        return visible(super().formatMessage(record)) + (f" [{number}]" if number else "")

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # of the base class
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  # of the base class
        return _indented(super().formatStack(stack_info))


class JsonFormatter(logging.Formatter):
    """An entry as one JSON object on one line, in ASCII: what was sent stands inside of texts.

    ``told`` of an entry (its ``extra``) stands in it as members of their own.
    """

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if number := number_of(record):
            entry["request_id"] = number
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        if record.stack_info:
            entry["stack"] = self.formatStack(record.stack_info)
        return json.dumps(entry)


def _indented(text: str) -> str:
    return "\n".join(INDENT + visible(line) for line in text.splitlines())
