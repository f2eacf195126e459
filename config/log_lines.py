"""Log lines that nobody outside can forge: one entry is one line, whatever stands in it."""

import logging
import re
from types import TracebackType

# Control characters, line ends of all kinds, and marks that turn the direction of writing.
FORGING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
INDENT = "    "
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def visible(text: str) -> str:
    r"""The text with such characters as their codes: a line end becomes ``\n``."""
    return FORGING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class LineFormatter(logging.Formatter):
    """An entry on one line; a traceback follows in indented lines, so that none looks like one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # of the base class
        return visible(super().formatMessage(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # of the base class
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  # of the base class
        return _indented(super().formatStack(stack_info))


def _indented(text: str) -> str:
    return "\n".join(INDENT + visible(line) for line in text.splitlines())
