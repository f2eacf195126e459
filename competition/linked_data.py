"""An award as linked data (schema.org), written so that it may stand inside a page.

Plain Python. schema.org knows no recipient of a grant: what is funded is its ``fundedItem``, here
the municipality with its key. Sums are exact decimal texts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition.calendar import GERMANY

# What could end the element that holds it, or a line of a script.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
CONTEXT: list[Any] = ["https://schema.org", {"synthetic": "urn:modellkommune:synthetic"}]
SYNTHETIC = "Beispielrunde: Kommune, Vorhaben und Förderung sind erfunden."


@dataclass(frozen=True, slots=True)
class Recipient:
    """A municipality; ``ags`` is its official key."""

    name: str
    ags: str
    state: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One award. ``result``: what became of it, in words; ``ended_at``: since when it is no more.

    ``number``: its place among the awards of the municipality in this round, from 1.
    """

    number: int
    title: str
    amount_cents: int
    result: str
    granted_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The competition: its name, its address, and who pays, where that is known."""

    title: str
    url: str
    funder: str
    synthetic: bool


def page(
    url: str, *, round_: Round, recipient: Recipient, grants: Sequence[Grant]
) -> dict[str, Any]:
    """The page of a municipality's award at the address ``url``, with all that it was granted.

    The dates of a grant are those of its page: published when it became known, modified by what
    ended it.
    """
    instants = [each.granted_at for each in grants] + [
        each.ended_at for each in grants if each.ended_at
    ]
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": f"{recipient.name}: {round_.title}",
        "inLanguage": "de",
        "synthetic": round_.synthetic,
        "datePublished": min(instants).isoformat(),
        "dateModified": max(instants).isoformat(),
        "mainEntity": [_grant(each, url, round_, recipient) for each in grants],
    }


def _grant(grant: Grant, url: str, round_: Round, recipient: Recipient) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "MonetaryGrant",
        "@id": f"{url}#foerderung-{grant.number}",
        "identifier": f"{recipient.ags}-{grant.number}",
        "name": grant.title,
        "description": _description(grant, round_),
        "synthetic": round_.synthetic,
        "amount": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": f"{grant.amount_cents // 100}.{grant.amount_cents % 100:02}",
        },
        "fundedItem": {
            "@type": "GovernmentOrganization",
            "name": recipient.name,
            "identifier": {"@type": "PropertyValue", "propertyID": "AGS", "value": recipient.ags},
            "address": {
                "@type": "PostalAddress",
                "addressRegion": recipient.state,
                "addressCountry": "DE",
            },
        },
        "subjectOf": {"@type": "WebPage", "name": round_.title, "url": round_.url},
    }
    if round_.funder:
        found["funder"] = {"@type": "GovernmentOrganization", "name": round_.funder}
    return found


def _description(grant: Grant, round_: Round) -> str:
    status = grant.result
    if grant.ended_at:
        status += f" ({grant.ended_at.astimezone(GERMANY):%d.%m.%Y})"
    return f"{SYNTHETIC} {status}" if round_.synthetic else status


def written(data: Mapping[str, Any]) -> str:
    """The JSON text of a data block: nothing in it can end its element or begin another."""
    return json.dumps(data, ensure_ascii=False).translate(ESCAPES)
