"""What the surroundings say: environment variables, read in one place.

Every reader raises ``ImproperlyConfigured`` with the variable's name, so that a wrong value stops
the start instead of surfacing in a request.
"""

import base64
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's text; ``NAME_FILE`` may name a file that holds it (secrets of containers)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def kept_secret(path: Path, size: int = 32) -> str:
    """So many random bytes in base64, made at the first start of a laptop's set-up and kept.

    Linking a finished file makes it appear whole or not at all, also with two first starts at once.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as file:
            file.write(base64.b64encode(secrets.token_bytes(size)).decode("ascii"))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text(encoding="ascii")


def flag(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off, in any case; anything else stops the start."""
    value = text(name).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value == "":
        return default
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def choice(name: str, values: Sequence[str], default: str) -> str:
    """One of the words that are possible here."""
    value = text(name).strip().lower() or default
    if value not in values:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(values)}, not {value!r}.")
    return value


def log_format() -> str:
    """Lines for people on a laptop, JSON for what collects the logs of a real site."""
    return choice("LOG_FORMAT", ("line", "json"), "json" if flag("TLS") else "line")


def seconds(name: str, default: float) -> float:
    """A span in seconds, above 0 and up to a day, such as 30 or 0.5."""
    written = text(name).strip()
    try:
        span = float(written) if written else default
    except ValueError:
        span = 0.0
    if not 0 < span <= 24 * 60 * 60:
        raise ImproperlyConfigured(f"{name} must be seconds, not {written!r}.")
    return span


def megabytes(name: str, default: int) -> int:
    """A size in bytes, written as whole megabytes (1,048,576 bytes each, as pages show them)."""
    written = text(name).strip() or str(default)
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= 1_000):
        raise ImproperlyConfigured(f"{name} must be whole megabytes, not {written!r}.")
    return int(written) * 2**20


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def rows(name: str) -> list[Any]:
    """A list in JSON; nothing written is an empty one."""
    try:
        found = json.loads(text(name) or "[]")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a list in JSON.") from error
    if not isinstance(found, list):
        raise ImproperlyConfigured(f"{name} must be a list in JSON.")
    return found


def database(name: str, default: str) -> Mapping[str, Any]:
    """Django's database settings from an address: ``postgres://`` or ``sqlite:///``.

    SQLite takes the write lock when a transaction begins (no "database is locked" in the middle)
    and reaches the disk before it answers. PostgreSQL waits at most three seconds for a lock, so
    that a busy moment becomes a clear 503 and never a hanging page.
    """
    address = urlsplit(text(name, default))
    if address.scheme == "sqlite":
        path = (
            unquote(address.path.removeprefix("/")) if address.path != "/:memory:" else ":memory:"
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if address.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgres:// or sqlite:///.")
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(address.path.removeprefix("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            # Without JIT: on tables that were never analysed the planner expects millions of rows,
            # and compiles for seconds what runs for milliseconds.
            "options": "-c lock_timeout=3000 -c statement_timeout=30000 -c jit=off -c TimeZone=UTC",
        },
    }


def mail(name: str, default: str) -> Mapping[str, Any]:
    """Django's mail settings from an address.

    ``smtp://user:pw@host:port`` in the clear, ``smtp+starttls://`` and ``smtps://`` encrypted,
    ``file:///dir`` for a folder.
    """
    address = urlsplit(text(name, default))
    if address.scheme == "file":
        return {
            "EMAIL_BACKEND": "competition.letters.folder.EmailBackend",
            "EMAIL_FILE_PATH": unquote(address.path),
        }
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if address.scheme not in ports:
        raise ImproperlyConfigured(f"{name} must begin with {'://, '.join(ports)}:// or file:///.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname or "localhost",
        "EMAIL_PORT": address.port or ports[address.scheme],
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_USE_TLS": address.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


def openid_connect(prefix: str) -> Mapping[str, Any]:
    """allauth's providers: none, or the one of ``OIDC_ISSUER``, ``OIDC_CLIENT_ID`` and so on.

    ``OIDC_NAME`` is what the button says. The issuer must be reached by HTTPS, or be this machine.
    """
    issuer = text(f"{prefix}_ISSUER").rstrip("/")
    if not issuer:
        return {}
    address = urlsplit(issuer)
    is_local = address.scheme == "http" and address.hostname in {"localhost", "127.0.0.1"}
    if address.scheme != "https" and not is_local:
        raise ImproperlyConfigured(f"{prefix}_ISSUER must begin with https://.")
    missing = [name for name in ("CLIENT_ID", "CLIENT_SECRET") if not text(f"{prefix}_{name}")]
    if missing:
        raise ImproperlyConfigured(f"{prefix}_ISSUER needs {prefix}_{missing[0]}, too.")
    app = {
        "provider_id": "anbieter",
        "name": text(f"{prefix}_NAME", "OpenID Connect"),
        "client_id": text(f"{prefix}_CLIENT_ID"),
        "secret": text(f"{prefix}_CLIENT_SECRET"),
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
