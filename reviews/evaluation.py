"""How a jury has scored, in pictures: agreement, disputes, histograms, leanings of its members.

For the office and the chair, after the scores are locked. Nothing is decided here, and every
number is exact. What the reader is befangen for, or has yet to declare, is left out of all of it,
so that no mean and no agreement tells of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import wording
from competition.models import Application, Call
from competition.pictures import MOST_ROWS, exact, left_out
from kern.charts import Bar, Bars, Number, Sign, Strip, StripRow, Table, scale
from reviews import agreement, queries, ranking
from reviews.models import Criterion, JuryMember
from reviews.spread import exact_criterion, final_scores

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
    """The counting reviews of a round: what each comes to, weighted and summed (``totals``), and
    its points by criterion. ``names`` of applications by public id, ``jurors`` by pseudonym,
    ``labels`` of criteria; ``hidden_count`` applications are left out because the reader is
    befangen, ``undeclared_count`` because the reader has not declared."""

    criteria: Sequence[ranking.Criterion]
    totals: agreement.Values
    points: Mapping[str, agreement.Values]
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
    def agreements(self) -> list[Agreement]:
        """Of the whole first, then of each criterion."""
        whole = _agreement(_("Gesamtpunkte"), self.totals, is_whole=True)
        single = [_agreement(self.labels[c.id], self.points[c.id]) for c in self.criteria]
        return [whole, *single] if len(single) > 1 else [whole]

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
            bars for number, c in enumerate(self.criteria) if (bars := self._histogram(number, c))
        ]

    def _histogram(self, number: int, criterion: ranking.Criterion) -> Bars | None:
        given = Counter(v for each in self.points[criterion.id].values() for v in each.values())
        if not given:
            return None
        steps = int((criterion.highest - criterion.lowest) / criterion.step)
        grid = [criterion.lowest + criterion.step * step for step in range(steps, -1, -1)]
        places = _places(grid)
        counts = [(wording.places(value, places), given[value]) for value in grid]
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
    criteria = list(Criterion.objects.filter(rubric__call=call).order_by("position"))
    jurors = queries.numbered(JuryMember.objects.filter(call=call).select_related("user"))
    closed = queries.closed_to(reader) if reader else set()
    undeclared = queries.undeclared_by(reader) - closed if reader else set()
    sealed = Application.objects.filter(call=call).sealed().order_by()
    told = {
        pk: (public_id, name)
        for pk, public_id, name in sealed.values_list("pk", "public_id", "municipality__name")
    }
    pseudonyms = {juror.pk: name for name, juror in jurors}
    totals: dict[str, dict[str, Fraction]] = {}
    points: dict[str, dict[str, dict[str, Fraction]]] = {each.key: {} for each in criteria}
    for each in _counting(criteria, sealed.exclude(pk__in=closed | undeclared)):
        application, juror = told[each.application][0], pseudonyms[each.juror]
        totals.setdefault(application, {})[juror] = each.total
        for key, value in each.points.items():
            points[key].setdefault(application, {})[juror] = value
    return Evaluation(
        criteria=[exact_criterion(each) for each in criteria],
        totals=totals,
        points=points,
        names=dict(told.values()),
        jurors={name: str(juror) for name, juror in jurors},
        labels={each.key: each.label for each in criteria},
        hidden_count=len(closed & told.keys()),
        undeclared_count=len(undeclared & told.keys()),
    )


@dataclass(frozen=True, slots=True)
class _Review:
    """A review that counts, with ids; ``total``: its points, weighted and summed."""

    juror: int
    application: int
    points: Mapping[str, Fraction]
    total: Fraction


def _counting(
    criteria: Sequence[Criterion], applications: QuerySet[Application]
) -> Iterator[_Review]:
    """The reviews of these applications that count, as ``ranking.is_valid`` says: complete, and
    all points on the grid. What a number of steps comes to is computed once for them all."""
    exact = {each.pk: exact_criterion(each) for each in criteria}
    by_id = {each.pk: each for each in criteria}

    @cache
    def points(criterion: int, steps: int) -> tuple[Fraction, Fraction] | None:
        """The points and what they weigh; None where they are off the grid."""
        found = queries.points(by_id[criterion], steps)
        line = exact[criterion]
        return (found, line.weight * found) if line.allows(found) else None

    rows = (
        final_scores(applications)
        .order_by("review_id")
        .values_list(
            *("review", "review__jury_member", "review__application", "criterion", "steps")
        )
    )
    for (_pk, juror, application), scores in groupby(rows, itemgetter(0, 1, 2)):
        found = {each: points(each, steps) for *_review, each, steps in scores}
        given = {by_id[each].key: told for each, told in found.items() if told}
        if len(given) == len(criteria):
            total = sum((weighed for _points, weighed in given.values()), Fraction(0))
            yield _Review(juror, application, {k: told[0] for k, told in given.items()}, total)


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
