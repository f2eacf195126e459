"""The WSGI entry point of the web server."""

import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.bodies import Whole
from config.postgresql import patience

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site, whose every request is answered soon, also while the database is frozen."""
    patience.begin(settings.DATABASE_PATIENCE_SECONDS)
    environ["wsgi.input"] = Whole.of(environ)
    answer: Iterable[bytes] = site(environ, start_response)
    return answer
