"""The site's own settings, with one address more: a page that does nothing, to compare with."""

from config.settings import *  # noqa: F403  # all of them

ROOT_URLCONF = "bench.load.urls"
