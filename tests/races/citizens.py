"""People without an account, each at a browser and a network address of their own.

They speak HTTP to the web server as in production; cookies are kept, nothing else is.
"""

import http.client
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings

from tools.processes import LOCALHOST
from tools.site import WebServer

TOKEN = "t" * 32  # any, as long as cookie and form agree
BUSY, DONE = 503, 302
TRIES = 60
AGAIN_SECONDS = 0.5


@dataclass
class Citizen:
    """``number`` (below 60,000) tells them apart: the machine itself is the whole of 127/8."""

    web: WebServer
    number: int
    cookies: dict[str, str] = field(default_factory=lambda: {settings.CSRF_COOKIE_NAME: TOKEN})

    @property
    def address(self) -> str:
        return f"gast{self.number}@example.org"

    def reads(self, path: str) -> str:
        """The page there."""
        return self._asks("GET", path)[1]

    def follows(self, path: str) -> int:
        """The status of an address, whose cookies are kept."""
        return self._asks("GET", path)[0]

    def sends(self, path: str, **fields: str) -> int:
        """The status of a form."""
        return self._asks("POST", path, fields)[0]

    def _asks(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and page; who is told "busy, try again" does so (sooner than the page says)."""
        for _ in range(TRIES):
            status, page = self._asks_once(method, path, fields)
            if status != BUSY:
                break
            time.sleep(AGAIN_SECONDS)
        return status, page

    def _asks_once(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str]:
        source = (f"127.1.{self.number // 250}.{self.number % 250 + 1}", 0)
        line = http.client.HTTPConnection(
            LOCALHOST, self.web.port, timeout=60, source_address=source
        )
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self._keeps(value)
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def _keeps(self, cookie: str) -> None:
        for name, morsel in SimpleCookie(cookie).items():
            self.cookies[name] = morsel.coded_value
