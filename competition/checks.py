"""Deployment checks: it runs with nothing on a laptop, and says what is missing in production."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.translation import gettext as _

from competition import signing


@register(Tags.security)
def receipt_keys(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  # Django hands it to every check
    **_options: Any,
) -> list[CheckMessage]:
    """The keys of receipts must be readable at the start, not at the first submission."""
    try:
        signing.published_keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="competition.E001")]
    return []


@register(Tags.security)
def private_store(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  # Django hands it to every check
    **_options: Any,
) -> list[CheckMessage]:
    """No web server may reach uploaded files: they leave by their own addresses only."""
    store = Path(settings.ATTACHMENTS_DIR).resolve()
    served = [Path(each).resolve() for each in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)]
    if any(store.is_relative_to(each) for each in served):
        return [
            Error(
                _("Die Anlagen liegen in einem Ordner, der öffentlich ausgeliefert wird."),
                hint="ATTACHMENTS_DIR=…",
                id="competition.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def production_parts(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  # Django hands it to every check
    **_options: Any,
) -> list[CheckMessage]:
    """What a real round needs beyond a laptop's set-up (docs/operations.md)."""
    found: list[CheckMessage] = []
    if connection.vendor != "postgresql":
        found.append(
            Warning(
                _("Im Betrieb braucht es PostgreSQL: SQLite sperrt nicht je Zeile."),
                hint="DATABASE_URL=postgres://…",
                id="competition.W001",
            )
        )
    if not settings.REDIS_URL:
        found.append(
            Warning(
                _("Ohne Redis versendet nur der Sammellauf Mitteilungen."),
                hint="REDIS_URL=redis://…",
                id="competition.W002",
            )
        )
    if not settings.CLAMD_ADDRESS:
        found.append(
            Info(
                _("Hochgeladene Dateien prüft kein Virenscanner."),
                hint="CLAMD_ADDRESS=host:port",
                id="competition.I002",
            )
        )
    if settings.DEMO:
        found.append(
            Warning(
                _("Im Beispielbetrieb tritt jede Person ohne Passwort ein."),
                hint="DEMO=0",
                id="competition.W003",
            )
        )
    if not settings.SITE_ORIGIN.startswith("https://"):
        found.append(
            Warning(
                _("Links in Schreiben und Passkeys führen zu einer Adresse ohne Verschlüsselung."),
                hint="SITE_ORIGIN=https://…",
                id="competition.W005",
            )
        )
    return found
