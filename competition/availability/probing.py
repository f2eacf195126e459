"""Asking the site itself over the network, as a browser would, and asking the broker.

The standard library alone, one request, no redirect followed: whatever answers must be the address
that was asked. Nothing of the answer is kept but its status and how long it took.
"""

import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings

READY_PATH = "/ready/"
AGENT = "availability-record"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``fault`` is empty where the page came, else a code:

    ``timeout``, ``refused``, ``name``, ``certificate``, ``broken`` or ``status 503``.
    """

    answered: bool
    milliseconds: int
    fault: str = ""


def site() -> Answer:
    """Ask for the readiness page within ``PROBE_SECONDS``, finding the name and all included.

    In a thread of its own, because neither looking up a name nor a dripping answer heeds a
    socket's time-out; a thread that hangs is left behind and ends with its process.
    """
    asked: list[str] = []
    begun = time.monotonic()
    thread = threading.Thread(target=lambda: asked.append(_fault(_address())), daemon=True)
    thread.start()
    thread.join(settings.PROBE_SECONDS)
    fault = asked[0] if asked else "timeout"
    return Answer(not fault, round((time.monotonic() - begun) * 1000), fault)


def _address() -> str:
    return settings.PROBE_URL or settings.SITE_ORIGIN + READY_PATH


def _fault(address: str) -> str:
    """Ask once; the code of what went wrong, or nothing. Never raises."""
    try:
        status = _status(address)
    except TimeoutError:
        return "timeout"
    except ConnectionRefusedError:
        return "refused"
    except socket.gaierror:
        return "name"
    except ssl.SSLError:
        return "certificate"
    except (OSError, http.client.HTTPException, ValueError):
        return "broken"
    return "" if status == http.client.OK else f"status {status}"


def _status(address: str) -> int:
    """The site's own name is asked for, whatever inner address it has; behind a proxy that ends
    TLS, an inner address is asked as the proxy asks."""
    there, origin = urlsplit(address), urlsplit(settings.SITE_ORIGIN)
    is_encrypted = there.scheme == "https"
    kind = http.client.HTTPSConnection if is_encrypted else http.client.HTTPConnection
    line = kind(there.hostname or "", there.port, timeout=settings.PROBE_SECONDS)
    headers = {"Host": origin.netloc, "User-Agent": AGENT, "X-Forwarded-Proto": origin.scheme}
    path = f"{there.path or '/'}{'?' if there.query else ''}{there.query}"
    try:
        line.request("GET", path, headers=headers)
        return line.getresponse().status
    finally:
        line.close()


def broker() -> bool | None:
    """Whether the broker takes a connection; ``None`` where the site runs without one."""
    if not settings.REDIS_URL:
        return None
    try:
        with current_app.connection_for_write() as line:
            line.ensure_connection(max_retries=0, timeout=2)
            line.default_channel.client.ping()
    except Exception:  # whatever a broken line raises: it did not answer
        return False
    return True
