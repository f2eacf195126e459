"""How a jury has scored, in pictures: agreement, disputes, histograms, leanings of its members.

For the office and the chair, after the scores are locked. Nothing is decided here, and every
number is exact. What the reader is befangen for, or has yet to declare, is left out of all of it,
so that no mean and no agreement tells of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import wording
from competition.models import Application, Call
from competition.pictures import MOST_ROWS, exact, left_out
from kern.charts import Bar, Bars, Number, Sign, Strip, StripRow, Table, scale
from reviews import agreement, queries
from reviews.models import Criterion, JuryMember
from reviews.ranking import weighted_sum
from reviews.selection.case import Case
from reviews.selection.parsing import parse_case

STRENGTHS = {
    "reliable": gettext_lazy("Die Jury urteilt verlässlich ähnlich."),
    "tentative": gettext_lazy("Die Jury urteilt ähnlich; einzelne Unterschiede lohnen ein Wort."),
    "weak": gettext_lazy("Die Jury urteilt nur wenig ähnlich. Bitte besprechen Sie die Maßstäbe."),
    "none": gettext_lazy("Die Jury urteilt nicht ähnlicher als der Zufall. Bitte besprechen."),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on one criterion or on the whole, as a number and in words."""

    label: str
    value: Number | None
    words: str
    is_whole: bool = False


@dataclass(frozen=True)
class Evaluation:
    """The counting reviews of a round. ``names`` of applications and ``jurors`` by their ids in
    the case, ``labels`` of criteria; ``hidden_count`` applications are left out because the reader
    is befangen, ``undeclared_count`` because the reader has not declared."""

    case: Case
    names: Mapping[str, str]
    jurors: Mapping[str, str]
    labels: Mapping[str, str]
    hidden_count: int = 0
    undeclared_count: int = 0

    @property
    def hidden_words(self) -> str:
        """What is left out for this reader, in words; empty where it is nothing."""
        said = []
        if self.hidden_count:
            befangen = ngettext(
                "%(count)s Bewerbung, bei der Sie befangen sind, ist in keiner dieser Zahlen.",
                "%(count)s Bewerbungen, bei denen Sie befangen sind, sind in keiner dieser Zahlen.",
                self.hidden_count,
            )
            said.append(befangen % {"count": self.hidden_count})
        if self.undeclared_count:
            undeclared = ngettext(
                "Bei %(count)s Bewerbung haben Sie noch nicht erklärt, ob Sie befangen sind. Erst "
                "danach öffnet sich der Text.",
                "Bei %(count)s Bewerbungen haben Sie noch nicht erklärt, ob Sie befangen sind. "
                "Erst danach öffnen sich die Texte.",
                self.undeclared_count,
            )
            said.append(undeclared % {"count": self.undeclared_count})
        return " ".join(said)

    @cached_property
    def totals(self) -> agreement.Values:
        """What each review comes to, weighted and summed: application → juror → points."""
        found: dict[str, dict[str, Fraction]] = {}
        for review in self.case.valid_reviews:
            given = {key: points for key, points in review.points.items() if points is not None}
            total = weighted_sum(self.case.round.criteria, given)
            found.setdefault(review.application, {})[review.juror] = total
        return found

    def points(self, criterion: str) -> agreement.Values:
        """The points for one criterion: application → juror → points."""
        found: dict[str, dict[str, Fraction]] = {}
        for review in self.case.valid_reviews:
            given = review.points[criterion]
            if given is not None:
                found.setdefault(review.application, {})[review.juror] = given
        return found

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Of the whole first, then of each criterion."""
        whole = _agreement(_("Gesamtpunkte"), self.totals, is_whole=True)
        single = [_agreement(self.labels[c.id], self.points(c.id)) for c in self._criteria]
        return [whole, *single] if len(single) > 1 else [whole]

    @property
    def _criteria(self) -> tuple[Any, ...]:
        return self.case.round.criteria

    @cached_property
    def disputes(self) -> Strip | None:
        """The score strip: each application's mean with a dot per juror, most disputed first."""
        disputed = agreement.disputed(self.totals)
        rows = [self._dispute(each) for each in disputed[:MOST_ROWS]]
        if not rows:
            return None
        found = [dot.value for row in rows for dot in row.dots]
        return Strip(
            key="disputes",
            title=_("Wo die Jury am weitesten auseinanderliegt"),
            description=_(
                "Je Bewerbung ein Ring für das Mittel und ein Punkt je Jurymitglied. Oben steht, "
                "wo zwischen der höchsten und der niedrigsten Bewertung am meisten liegt."
            ),
            table=self._disputes_table(rows),
            note=left_out(len(rows), len(disputed)),
            rows=rows,
            scale=[Number(each, wording.places(each, 1)) for each in scale(min(found), max(found))],
            dots_meaning=_("Punkte eines Jurymitglieds"),
        )

    def _dispute(self, each: str) -> StripRow:
        given = sorted(self.totals[each].values())
        middle = exact(sum(given, Fraction(0)) / len(given))
        return StripRow(
            self.names[each], middle, Sign("ring", _("Mittel")), [exact(value) for value in given]
        )

    def _disputes_table(self, rows: list[StripRow]) -> Table:
        head = [_("Bewerbung"), _("Mittel"), _("Spannweite"), _("Punkte der Jurymitglieder")]
        return Table(
            head,
            [
                [
                    row.label,
                    row.at,
                    exact(agreement.spread([dot.value for dot in row.dots])),
                    ", ".join(dot.text for dot in row.dots),
                ]
                for row in rows
            ],
            frozenset({1, 2}),
        )

    @cached_property
    def histograms(self) -> list[Bars]:
        """Per criterion how often each number of points was given, by all jurors together."""
        return [
            bars for number, c in enumerate(self._criteria) if (bars := self._histogram(number, c))
        ]

    def _histogram(self, number: int, criterion: Any) -> Bars | None:
        given = [value for each in self.points(criterion.id).values() for value in each.values()]
        if not given:
            return None
        steps = int((criterion.highest - criterion.lowest) / criterion.step)
        grid = [criterion.lowest + criterion.step * step for step in range(steps, -1, -1)]
        counts = [(wording.places(value, _places(grid)), given.count(value)) for value in grid]
        return Bars(
            key=f"histogram-{number}",
            title=self.labels[criterion.id],
            description=_("Wie oft die Jury wie viele Punkte gegeben hat, die meisten oben."),
            table=Table(
                [_("Punkte"), _("Anzahl")],
                [[label, Number(Fraction(count), str(count))] for label, count in counts],
                frozenset({0, 1}),
            ),
            upper=[Bar(label, Number(Fraction(count), ""), str(count)) for label, count in counts],
        )

    @cached_property
    def leanings(self) -> Bars | None:
        """Per juror how far above or below the others: for the chair alone."""
        found = {
            juror: value
            for juror, value in agreement.deviations(self.totals).items()
            if value is not None
        }
        if not found:
            return None
        ordered = sorted(found, key=lambda juror: (-found[juror], juror))
        return Bars(
            key="leanings",
            title=_("Wer strenger und wer milder bewertet"),
            description=_(
                "Um so viele Punkte liegt ein Jurymitglied im Mittel über oder unter den anderen, "
                "bei denselben Bewerbungen. Das ist kein Fehler, nur eine Neigung."
            ),
            table=Table(
                [_("Jurymitglied"), _("Abweichung")],
                [[self.jurors[each], _signed(found[each])] for each in ordered],
                frozenset({1}),
            ),
            upper=[self._leaning(each, found[each]) for each in ordered if found[each] >= 0],
            lower=[self._leaning(each, found[each]) for each in ordered if found[each] < 0],
            sides=(_("milder als die anderen"), _("strenger als die anderen")),
        )

    def _leaning(self, juror: str, value: Fraction) -> Bar:
        return Bar(self.jurors[juror], exact(abs(value)), _signed(value).text)


def of(call: Call, *, reader: JuryMember | None = None) -> Evaluation:
    """The evaluation of a round: whole for the office; for a juror without what they may not see.

    The scores must be locked; that is for ``policies.may_evaluate``.
    """
    case = queries.case_of(call)
    jurors = dict(queries.numbered(JuryMember.objects.filter(call=call).select_related("user")))
    rows = Application.objects.filter(call=call).sealed().order_by("public_id")
    sealed = list(rows.values_list("pk", "public_id", "municipality__name"))
    ids = {pk: public_id for pk, public_id, _name in sealed}
    closed = queries.closed_to(reader) if reader else set()
    undeclared = queries.undeclared_by(reader) - closed if reader else set()
    hidden = {ids.get(each) for each in closed | undeclared}
    case["reviews"] = [each for each in case["reviews"] if each["application"] not in hidden]
    return Evaluation(
        case=parse_case(case),
        names={public_id: name for _pk, public_id, name in sealed},
        jurors={name: str(juror) for name, juror in jurors.items()},
        labels=dict(
            Criterion.objects.filter(rubric__call=call).order_by("pk").values_list("key", "label")
        ),
        hidden_count=len(closed & ids.keys()),
        undeclared_count=len(undeclared & ids.keys()),
    )


def _agreement(label: str, values: agreement.Values, *, is_whole: bool = False) -> Agreement:
    found = agreement.alpha(values)
    if found is None:
        words = _("Dazu lässt sich nichts sagen: Es gibt keine zwei verschiedenen Bewertungen.")
        return Agreement(label, None, words, is_whole)
    words = str(STRENGTHS[agreement.strength(found)])
    return Agreement(label, exact(found), words, is_whole)


def _places(grid: list[Fraction]) -> int:
    """How many places the grid of a criterion needs, at most two."""
    return next((n for n in (0, 1) if all((value * 10**n).denominator == 1 for value in grid)), 2)


def _signed(value: Fraction) -> Number:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return Number(value, sign + wording.places(abs(value)), _("genau %s") % value)
