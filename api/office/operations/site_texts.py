"""What the office can do with the texts of the site."""

from typing import Any

from rest_framework import serializers

from api.bodies import Body, Text, Version
from api.office.scopes import READ, RUN
from api.office.serializers.site_texts import SiteTextSerializer
from api.operations import Operation
from competition.services.site_texts import MAX_CHARS

TEXT: dict[str, Any] = {
    "page": "imprint",
    "language": "de",
    "version": 2,
    "text": "# Herausgeber\nBeispielamt für offene Kommunen",
    "saved_at": "2027-03-15T10:00:00+01:00",
    "saved_by": "geschaeftsstelle@example.org",
}


class PageText(Text):
    """A text that may be empty: then the house's words stand alone."""

    def run_validation(self, data: Any = serializers.empty) -> str:
        return "" if data == "" else super().run_validation(data)


class SiteTextBody(Body):
    """``version``: the one that was read, 0 where there is none yet."""

    text = PageText(max_chars=MAX_CHARS, allow_blank=True)
    version = Version()


LIST_SITE_TEXTS = Operation(
    "listSiteTexts",
    "The operator's texts of the site, of each page and language the version that counts",
    SiteTextSerializer,
    TEXT,
    scope=READ,
    many=True,
)
WRITE_SITE_TEXT = Operation(
    "writeSiteText",
    "Publish a text of the site at once, over the version that was read",
    SiteTextSerializer,
    TEXT,
    scope=RUN,
    body=SiteTextBody,
    body_example={"text": TEXT["text"], "version": 1},
    refusals=("site_text_changed",),
)
