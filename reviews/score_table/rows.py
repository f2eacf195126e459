"""The rows of the table of all scores: one per application, juror and criterion.

Whoever is or was to review an application stands in it, also without points. What does not count
stays and says why: the same rules as in the selection (``ranking.is_valid``).
Every number is exact.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

from competition.models import Application, Call
from competition.tables import Column, Value
from reviews import queries, ranking
from reviews.models import Criterion, JuryMember, Rubric
from reviews.models.jury import LIFTING
from reviews.models.review import ReviewState
from reviews.score_table.streams import CHUNK_ROWS, PLACE, ranks_of, streams_of
from reviews.spread import exact_criterion

COLUMNS = [
    Column("Kommune", width=30),
    Column("AGS", width=10),
    Column("Kennung", width=22),
    Column("Vorhaben", width=40),
    Column("Jurymitglied", width=24),
    Column("Kürzel", width=8),
    Column("Zählt", width=34),
    Column("Kriterium", width=28),
    Column("Gewicht", "exact", 9),
    Column("Punkte", "exact", 9),
    Column("Vor der Sitzung", "exact", 9),
    Column("Punkte mal Gewicht", "exact", 12),
    Column("Summe dieser Bewertung", "exact", 12),
    Column("Wert im Kriterium", "exact", 12),
    Column("Gesamtpunkte der Bewerbung", "exact", 14),
    Column("Begründung", width=40),
]
COUNTS = "ja"
CONFLICTED = "nein: befangen"
ENDED = "nein: Zuteilung beendet"
ABSTAINED = "nein: Enthaltung"
UNFINISHED = "nein: nicht abgeschlossen"
INCOMPLETE = "nein: unvollständig"
NONE = "nein: keine Bewertung"


@dataclass
class Pair:
    """What one juror did with one application. Points and reasons by criterion; ``before`` the
    session, where they were changed in it. ``counts``: as ``judged`` says of it as a whole."""

    state: str = ""
    is_assigned: bool = False
    is_conflicted: bool = False
    abstention: str = ""
    counts: str = ""
    points: dict[str, Fraction] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    before: dict[str, Fraction] = field(default_factory=dict)

    def judged(self, criteria: Sequence[ranking.Criterion]) -> str:
        """Yes, or no with the first reason, in words."""
        if self.is_conflicted:
            return CONFLICTED
        if not self.state:
            return NONE
        if not self.is_assigned:
            return ENDED
        if self.state == ReviewState.ABSTAINED:
            return ABSTAINED
        if self.state != ReviewState.FINAL:
            return UNFINISHED
        return COUNTS if ranking.is_valid(self.review(), criteria, ()) else INCOMPLETE

    def review(self) -> ranking.Review:
        return ranking.Review("", "", submitted=True, points=self.points)


class Table:
    """The rubric and the jury of a round, and its rows."""

    def __init__(self, call: Call, rubric: Rubric) -> None:
        self.call = call
        self.method = cast(ranking.Method, rubric.aggregate)
        self.labels: dict[str, str] = {}
        self.criteria: list[ranking.Criterion] = []
        self._by_pk: dict[int, Criterion] = {}
        self._points: dict[tuple[int, int], tuple[str, Fraction]] = {}
        for each in rubric.criteria.all():
            self.criteria.append(exact_criterion(each))
            self.labels[each.key] = each.label
            self._by_pk[each.pk] = each
        jury = JuryMember.objects.filter(call=call).select_related("user")
        self.jurors = {juror.pk: (name, juror) for name, juror in queries.numbered(jury)}

    def rows(self) -> Iterator[list[Value]]:
        """The rows, by municipality, juror and criterion; nine queries in all with the set-up."""
        ranks = ranks_of(self.call)
        streams = streams_of(self.call, ranks)
        applications = (
            Application.objects.filter(call=self.call)
            .select_related("municipality", "valid_version")
            .defer("valid_version__content")
            .order_by(*PLACE)
        )
        for application in applications.iterator(CHUNK_ROWS):
            if application.pk in ranks:
                found = {name: of(application.pk) for name, of in streams.items()}
                yield from self._of(application, self._pairs(found))

    def _pairs(self, found: dict[str, list[tuple[object, ...]]]) -> dict[int, Pair]:
        pairs: dict[int, Pair] = defaultdict(Pair)
        for juror, ended_at in found["assignments"]:
            pairs[cast(int, juror)].is_assigned = ended_at is None
        for juror, settlement in found["conflicts"]:
            pairs[cast(int, juror)].is_conflicted = settlement not in LIFTING
        for juror, state, abstention in found["reviews"]:
            pair = pairs[cast(int, juror)]
            pair.state, pair.abstention = str(state), str(abstention)
        for juror, pk, steps, reason in found["scores"]:
            key, points = self._given(cast(int, pk), cast(int, steps))
            pair = pairs[cast(int, juror)]
            pair.points[key], pair.reasons[key] = points, str(reason)
        for juror, pk, steps in found["revisions"]:
            key, before = self._given(cast(int, pk), cast(int, steps))
            pairs[cast(int, juror)].before.setdefault(key, before)
        for pair in pairs.values():
            pair.counts = pair.judged(self.criteria)
        return pairs

    def _given(self, pk: int, steps: int) -> tuple[str, Fraction]:
        """A criterion's key, and what so many of its steps are in points: each computed once."""
        if (pk, steps) not in self._points:
            criterion = self._by_pk[pk]
            self._points[pk, steps] = (criterion.key, queries.points(criterion, steps))
        return self._points[pk, steps]

    def _of(self, application: Application, pairs: dict[int, Pair]) -> Iterator[list[Value]]:
        counting = [pair.review() for pair in pairs.values() if pair.counts == COUNTS]
        result = ranking.aggregate(self.method, self.criteria, counting)
        total = ranking.weighted_sum(self.criteria, result.values) if result.n else None
        version = application.valid_version
        head: list[Value] = [
            application.municipality.name,
            application.municipality.ags,
            application.public_id,
            version.title if version else None,
        ]
        for juror in sorted(pairs):
            for cells in self._of_pair(juror, pairs[juror], result, total):
                yield head + cells

    def _of_pair(
        self, juror: int, pair: Pair, result: ranking.Aggregate, total: Fraction | None
    ) -> Iterator[list[Value]]:
        name, member = self.jurors[juror]
        is_whole = len(pair.points) == len(self.criteria)
        own = ranking.weighted_sum(self.criteria, pair.points) if is_whole else None
        for each in self.criteria:
            points = pair.points.get(each.id)
            yield [
                str(member),
                name,
                pair.counts,
                self.labels[each.id],
                each.weight,
                points,
                pair.before.get(each.id),
                None if points is None else points * each.weight,
                own,
                result.values.get(each.id),
                total,
                pair.reasons.get(each.id) or pair.abstention or None,
            ]
