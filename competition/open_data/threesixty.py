"""awards.json: the awards as a package of the 360Giving Data Standard 1.4.

https://standard.threesixtygiving.org/en/1.4/. Organisations have no key that the standard knows;
theirs is made of ours and the AGS. ``synthetic`` is our own addition, at the package and at each
grant, so that no invented one loses it when files are merged.
"""

from datetime import datetime
from decimal import Decimal

from competition.open_data import lines
from competition.open_data.shapes import Grant, Json, Results, Source
from competition.tables.columns import LOCAL

VERSION = "1.4"
PREFIX = "360G-modellkommune"
# The standard wants titles shorter than this.
TITLE_LENGTH = 140


def package(results: Results, source: Source, address: str) -> Json:
    """The package of the awards that stand; ``address`` is its own folder, ending with "/"."""
    document: Json = {
        "version": VERSION,
        "title": f"{results.title}: Förderungen",
        "description": f"Die Förderungen des Wettbewerbs „{results.title}“, die gelten.",
        "identifier": f"{PREFIX}-{results.slug}",
        "publisher": {"name": source.publisher, "website": source.origin},
        "license": source.licence,
        "accessURL": address,
        "downloadURL": f"{address}awards.json",
        "synthetic": results.is_synthetic,
        "grants": [_grant(results, grant, address) for grant in results.grants],
    }
    if results.announced_at:
        document["issued"] = day(results.announced_at)
    if results.changed_at:
        document["modified"] = lines.iso(results.changed_at)
    if results.attribution:
        document["attribution"] = results.attribution
    return document


def grant_id(slug: str, grant: Grant) -> str:
    """The same for ever; a municipality may be granted once more by a later decision."""
    again = f"-{grant.version}" if grant.version > 1 else ""
    return f"{PREFIX}-{slug}-{grant.place.ags}{again}"


def day(instant: datetime) -> str:
    """The local day of an instant: "2017-05-17"."""
    return instant.astimezone(LOCAL).date().isoformat()


def amount(cents: int) -> int | float:
    """Cents as the number of euros that JSON writes; two decimals are written exactly as they are
    (a float keeps 15 digits, and nothing is computed with it)."""
    return cents // 100 if cents % 100 == 0 else float(Decimal(cents).scaleb(-2))


def _grant(results: Results, grant: Grant, address: str) -> Json:
    place = grant.place
    return {
        "id": grant_id(results.slug, grant),
        "title": _short(grant.title),
        "description": f"{place.name}: {grant.title}",
        "currency": "EUR",
        "amountAwarded": amount(grant.amount_cents),
        "awardDate": day(grant.told_at),
        "url": address,
        "recipientOrganization": [
            {
                "id": f"{PREFIX}-ags-{place.ags}",
                "name": place.name,
                "addressCountry": "DE",
                "location": [{"id": place.ags, "name": place.name, "countryCode": "DE"}],
            }
        ],
        "fundingOrganization": [{"id": f"{PREFIX}-funder", "name": results.funder}],
        "grantProgramme": [{"code": results.slug, "title": results.title}],
        "fromOpenCall": "Yes",
        "dateModified": lines.iso(grant.told_at),
        "synthetic": results.is_synthetic,
    }


def _short(title: str) -> str:
    return title if len(title) < TITLE_LENGTH else f"{title[: TITLE_LENGTH - 2].rstrip()}…"
