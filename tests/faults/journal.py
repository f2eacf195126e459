"""What clients were told, kept on their side of the line: the witness against the database.

    journal = Journal()
    journal.ask(web.port, "POST", path, body, headers)     # an Exchange, also where it is lost
    Program(journal, web.port, token).submits(application, digest, key="k1")
    Browser(journal, web.port, cookies).submits(application, digest)

Any number of threads may write into one journal. Clients speak HTTP through a socket, as the real
ones do, and cookies or a token are all they have: a dead database is not asked for them.
"""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from api import tokens
from api.models import Audience, PortalScope
from competition.models import User
from tools.processes import LOCALHOST

LOST = 0
DONE, CREATED, FOUND, BUSY = 200, 201, 302, 503
CSRF_TOKEN = "t" * 32  # any, as long as cookie and form agree
HANG_SECONDS = 60
"""After which a client gives up: a bound against hanging for ever, never what is promised."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it. ``status`` ``LOST`` (0): no whole answer came back.

    ``seconds`` from the request to the last byte of the answer, or to the loss.
    """

    method: str
    path: str
    key: str
    seconds: float
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def is_lost(self) -> bool:
        return self.status == LOST

    @property
    def value(self) -> Any:
        return json.loads(self.body)

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status or 'lost'} after {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """That a submission is in, as its sender was told.

    A form is answered with the way to the receipt alone: ``number``, ``digest`` and ``received_at``
    are then what the sender knows otherwise, or empty.
    """

    application: str
    status: int
    digest: str = ""
    number: str = ""
    received_at: datetime | None = None


class Journal:
    """Every exchange and every acknowledgement, in the order in which they ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._exchanges: list[Exchange] = []
        self._acknowledged: list[Acknowledged] = []

    @property
    def exchanges(self) -> list[Exchange]:
        with self._lock:
            return list(self._exchanges)

    @property
    def acknowledged(self) -> list[Acknowledged]:
        with self._lock:
            return list(self._acknowledged)

    def note(self, exchange: Exchange) -> None:
        with self._lock:
            self._exchanges.append(exchange)

    def acknowledge(self, told: Acknowledged) -> None:
        with self._lock:
            self._acknowledged.append(told)

    def statuses(self) -> list[int]:
        """What was answered, lost answers as 0."""
        return [each.status for each in self.exchanges]

    def ask(
        self,
        port: int,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send one request on a line of its own and note what became of it; never raises for a
        line that fails."""
        sent = dict(headers or {})
        began = time.monotonic()
        line = http.client.HTTPConnection(LOCALHOST, port, timeout=HANG_SECONDS)
        status, answered, content = LOST, {}, b""
        try:
            line.request(method, path, body or None, sent)
            answer = line.getresponse()
            content = answer.read()
            status, answered = answer.status, dict(answer.getheaders())
        except (OSError, http.client.HTTPException):
            status = LOST
        finally:
            line.close()
        seconds = time.monotonic() - began
        key = sent.get("Idempotency-Key", "")
        exchange = Exchange(method, path, key, seconds, status, answered, content)
        self.note(exchange)
        return exchange


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token, at the API."""

    journal: Journal
    port: int
    token: str

    @classmethod
    def of(cls, person: User, journal: Journal, port: int) -> "Program":
        """A program of this person, with every scope of the portal."""
        scopes = PortalScope.values
        issued = tokens.issue(user=person, scopes=scopes, minutes=60, audience=Audience.PORTAL)
        return cls(journal, port, issued[1])

    def asks(
        self, method: str, path: str, values: Mapping[str, Any] | None = None, *, key: str = ""
    ) -> Exchange:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        body = b"" if values is None else json.dumps(values).encode()
        return self.journal.ask(self.port, method, path, body, headers)

    def submits(self, application: str, digest: str, *, key: str) -> Exchange:
        """Submit once, the draft of this digest; ``application`` is the public id."""
        path = f"/api/v1/portal/applications/{application}/submission/"
        answer = self.asks("POST", path, {"sha256": digest}, key=key)
        if answer.status in (DONE, CREATED):
            told = answer.value
            received_at = datetime.fromisoformat(told["received_at"])
            self.journal.acknowledge(
                Acknowledged(
                    application, answer.status, told["sha256"], told["number"], received_at
                )
            )
        return answer


@dataclass(frozen=True, slots=True)
class Browser:
    """A signed-in browser, at the forms."""

    journal: Journal
    port: int
    cookies: str

    @classmethod
    def of(cls, person: User, journal: Journal, port: int) -> "Browser":
        """A browser in which this person has signed in."""
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}"
        return cls(journal, port, f"{cookies}; {settings.CSRF_COOKIE_NAME}={CSRF_TOKEN}")

    def reads(self, path: str) -> Exchange:
        return self.journal.ask(self.port, "GET", path, headers={"Cookie": self.cookies})

    def sends(self, path: str, **fields: str) -> Exchange:
        """Send a form with its CSRF token."""
        body = urlencode({"csrfmiddlewaretoken": CSRF_TOKEN, **fields}).encode()
        form = "application/x-www-form-urlencoded"
        headers = {"Cookie": self.cookies, "Content-Type": form}
        return self.journal.ask(self.port, "POST", path, body, headers)

    def submits(self, application: str, digest: str) -> Exchange:
        """Submit once, the draft of this digest; ``application`` is the public id."""
        answer = self.sends(f"/portal/bewerbungen/{application}/einreichen/", digest=digest)
        if answer.status == FOUND and application in answer.headers.get("Location", ""):
            self.journal.acknowledge(Acknowledged(application, answer.status, digest))
        return answer


def insisting(act: Callable[[], Exchange], *, tries: int = 20, pause: float = 0.2) -> Exchange:
    """Try as a client does who wants to be in: again after a lost answer, and after a 503.

    The last exchange, whatever it is. ``pause`` in seconds is between two tries.
    """
    answer = act()
    for _ in range(tries - 1):
        if answer.status not in (LOST, BUSY):
            break
        time.sleep(pause)
        answer = act()
    return answer
