"""How long ago the last byte of a request reached this machine: the kernel's word.

In a rush a request waits for a thread of the web server. What counts at a deadline is when its last
byte reached this machine, and the sender cannot help what came after. Why so: docs/decisions/27.
"""

import socket
import struct
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

LONGEST = timedelta(minutes=2)
"""Whoever waited longer was given up by the proxy long ago; counts as not having waited."""
TICK = timedelta(milliseconds=10)
"""The kernel counts in ticks of at most so long, and may be wrong by one."""

_LAST_DATA = struct.Struct("=I")
_LAST_DATA_AT = 52  # tcpi_last_data_recv in struct tcp_info, linux/tcp.h: milliseconds
_INFO_LENGTH = 104


def age(environ: Mapping[str, Any]) -> timedelta:
    """Never too long; to be asked once the whole request is read, by its WSGI environment.

    Zero where the server or the system does not tell: the request then counts when it is read.
    """
    line = environ.get("gunicorn.socket")
    # Others lay it out alike and count in another unit: a wait would be a thousand times as long.
    if not isinstance(line, socket.socket) or sys.platform != "linux":
        return timedelta()
    try:
        info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO_LENGTH)
        (milliseconds,) = _LAST_DATA.unpack_from(info, _LAST_DATA_AT)
    except (OSError, struct.error):  # no line of TCP
        return timedelta()
    found = timedelta(milliseconds=milliseconds) - TICK
    return found if timedelta() < found <= LONGEST else timedelta()
