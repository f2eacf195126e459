"""What every page may know about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """``demo``: example people may enter without a password (never in production)."""
    return {"demo": settings.DEMO}
