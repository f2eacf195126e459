"""Pictures of a selection run for the office: the public's, and what jurors' own points show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import pictures
from competition.standings import Standings
from kern.charts import Grid, GridGroup, GridRow, Sign, Table
from reviews.outcome import Outcome
from reviews.ranking import weighted_sum
from reviews.selection.parsing import parse_case

MOST_APPLICATIONS = 500  # beyond, nobody reads single jurors' points in a picture


@dataclass(frozen=True)
class OfficePictures(pictures.Pictures):
    """The pictures of a full case: with a dot per juror, and what each juror's absence changes."""

    @cached_property
    def without_jurors(self) -> Grid | None:
        """Who would be selected without each juror; those that never are stay out."""
        others: Mapping[str, Any] = self.standings.result.get("leave_one_juror_out", {})
        columns = [_("alle"), *[_("ohne %(juror)s") % {"juror": each} for each in others]]
        ever = self._ever_selected(others)
        if not ever or not others or len(columns) > pictures.MOST_COLUMNS:
            return None
        rows = [self._without_row(each, others) for each in ever]
        return Grid(
            key="jurors",
            title=_("Die Auswahl ohne je ein Jurymitglied"),
            description=_without_words(self.standings.selected, others),
            table=Table([_("Bewerbung"), *columns, _("Bleibt")], _table_rows(rows)),
            note=self._never(len(ever)),
            columns=columns,
            groups=[GridGroup("", rows)],
        )

    def _ever_selected(self, others: Mapping[str, Any]) -> list[str]:
        sets = [self.standings.selected, *[row["selected"] or () for row in others.values()]]
        ever = {each for chosen in sets for each in chosen}
        if len(ever) > pictures.MOST_ROWS or not self.standings.selected:
            return []
        return [each for each in self.standings.ranked if each in ever]

    def _without_row(self, each: str, others: Mapping[str, Any]) -> GridRow:
        now = each in self.standings.selected
        signs = [Sign("disc", _("ausgewählt")) if now else None]
        signs += [_changed(now, each, row["selected"]) for row in others.values()]
        count = sum(each in (row["selected"] or ()) for row in others.values())
        text = _("in %(count)s von %(all)s") % {"count": count, "all": len(others)}
        return GridRow(self.name(each), signs, text)

    def _never(self, shown: int) -> str:
        count = len(self.standings.pool) - shown
        if count <= 0:
            return ""
        return ngettext(
            "%(count)s weitere Bewerbung ist in keiner dieser Zusammenstellungen ausgewählt.",
            "%(count)s weitere Bewerbungen sind in keiner dieser Zusammenstellungen ausgewählt.",
            count,
        ) % {"count": count}


def of(outcome: Outcome) -> OfficePictures:
    """The pictures of a finished run."""
    names = {row.application.public_id: row.application.municipality.name for row in outcome.rows}
    standings = Standings(outcome.case, outcome.result)
    return OfficePictures(
        standings=standings,
        names=names,
        rules=outcome.rule_labels,
        values=outcome.value_name,
        dots=dots(outcome.case, pictures.shown(standings)),
    )


def dots(case: Mapping[str, Any], shown: Sequence[str] | None = None) -> dict[str, list[Fraction]]:
    """What each juror's valid review comes to, weighted and summed, by application; ascending.

    Where it is said who is ``shown``, of those alone: a large case is not read for sixty rows.
    """
    if len(case["applications"]) > MOST_APPLICATIONS:
        return {}
    if shown is not None:
        wanted = frozenset(shown)
        theirs = [each for each in case.get("reviews", ()) if each["application"] in wanted]
        case = {**case, "reviews": theirs}
    parsed = parse_case(case)
    found: dict[str, list[Fraction]] = {}
    for review in parsed.valid_reviews:
        given = {key: points for key, points in review.points.items() if points is not None}
        total = weighted_sum(parsed.round.criteria, given)
        found.setdefault(review.application, []).append(total)
    return {each: sorted(totals) for each, totals in found.items()}


def _changed(now: bool, each: str, selected: Sequence[str] | None) -> Sign | None:
    if selected is None:
        return Sign("dash", _("keine eindeutige Auswahl"))
    if each in selected:
        return Sign("disc", _("ausgewählt")) if now else Sign("diamond", _("kommt hinzu"))
    return Sign("cross", _("fällt heraus")) if now else None


def _without_words(selected: frozenset[str], others: Mapping[str, Any]) -> str:
    same = sum(selected == frozenset(row["selected"] or ()) for row in others.values())
    return _(
        "Gerechnet noch einmal ohne je eines von %(count)s Jurymitgliedern: %(same)s-mal bleibt "
        "die Auswahl gleich. Ein leeres Feld heißt: nicht ausgewählt."
    ) % {"count": len(others), "same": same}


def _table_rows(rows: Sequence[GridRow]) -> list[list[str]]:
    no = _("nicht ausgewählt")
    return [
        [row.label, *[sign.meaning if sign else no for sign in row.signs], row.text] for row in rows
    ]
