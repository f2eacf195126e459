"""The program that recomputes a decision, for everybody to take away."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from reviews.selection import zip as archive


@require_safe
@conditional_page
def program(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        _archived(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{archive.NAME}"'},
    )


@cache
def _archived() -> bytes:
    """Read from the sources once per process: they are those of this version."""
    return archive.archived()
