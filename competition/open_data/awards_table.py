"""awards.csv: one row per award; awards-former.csv: those that stand no more."""

from collections.abc import Iterable

from competition.open_data import lines
from competition.open_data.shapes import Grant, Results

HEADER = (
    *("call", "ags", "name", "kind", "state", "size_class", "title"),
    *("amount_cents", "amount_eur", "announced_at", "decision_version", "status", "ended_at"),
    "synthetic",
)


def standing(results: Results) -> bytes:
    """The awards that stand."""
    return _table(results, results.grants)


def former(results: Results) -> bytes:
    """The awards that were announced and stand no more: declined or revoked."""
    return _table(results, results.former)


def _table(results: Results, grants: Iterable[Grant]) -> bytes:
    return lines.written(HEADER, (_row(results, grant) for grant in grants))


def _row(results: Results, grant: Grant) -> list[lines.Cell]:
    place = grant.place
    return [
        results.slug,
        *(place.ags, place.name, place.kind, place.state, place.size_class),
        grant.title,
        grant.amount_cents,
        lines.euros(grant.amount_cents),
        grant.told_at,
        grant.version,
        grant.status,
        grant.ended_at,
        results.is_synthetic,
    ]
