"""Entries as an Atom feed (RFC 4287), written with Django's own generator."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from competition.feed import Entry

AUTHOR = "Modellkommune"
EXAMPLE = "Beispielrunde (alles erfunden)"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold, in no way of writing it.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Feed(Atom1Feed):
    """The same bytes whenever the same is public: never dated by the clock."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET


def written(
    entries: Sequence[Entry], *, tag: str, title: str, path: str, page: str, is_common: bool
) -> bytes:
    """The feed with the id ``tag`` at ``path``; ``page`` is what people read instead of it.

    In a feed of several calls (``is_common``) every title names its call. Entries of example
    rounds say so in title and category.
    """
    feed = _Feed(
        title=_text(title),
        link=_url(page),
        description=None,
        language="de",
        author_name=AUTHOR,
        feed_url=_url(path),
        feed_guid=tag,
    )
    for each in entries:
        feed.add_item(
            title=_title(each, is_common),
            link=_url(each.path),
            description=escape(_text(each.text)).replace("\n", "<br>"),
            unique_id=each.id,
            pubdate=each.at,
            updateddate=each.at,
            categories=[each.call.slug, *(["synthetic"] if each.call.is_synthetic else [])],
        )
    return feed.writeString("utf-8").encode()


def _title(entry: Entry, is_common: bool) -> str:
    title = f"{entry.call.title}: {entry.title}" if is_common else entry.title
    return _text(f"{EXAMPLE}: {title}" if entry.call.is_synthetic else title)


def _url(path: str) -> str:
    return f"{settings.SITE_ORIGIN}{path}"


def _text(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
