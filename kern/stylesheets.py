"""Which style sheets a page can link: KERN's own only where npm has fetched it."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured

KERN_SHEET = "kern/kern.min.css"
SHEETS = (
    KERN_SHEET,
    "kern/fonts.css",
    "kern/base.css",
    "kern/frame.css",
    "kern/components.css",
    "kern/charts.css",
    "kern/forms.css",
)
FONTS = ("kern/fonts/latin-400.woff2", "kern/fonts/latin-600.woff2")


def is_available() -> bool:
    """Whether KERN's style sheet can be served: collected (production) or found (development)."""
    try:
        if staticfiles_storage.exists(KERN_SHEET):
            return True
    except (ImproperlyConfigured, NotImplementedError):
        pass  # no STATIC_ROOT: nothing was collected, the finders decide
    return bool(finders.find(KERN_SHEET))


def urls(names: tuple[str, ...]) -> list[str]:
    """Their addresses; none at all where KERN is missing, for our sheets build upon its tokens.

    A storage with a manifest refuses names it has not collected (ValueError): then the page stays
    plain instead of failing.
    """
    if not is_available():
        return []
    try:
        return [staticfiles_storage.url(name) for name in names]
    except ValueError:
        return []
