"""The desk in pictures, each with its table: counts alone, never a score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import wording
from competition.calendar import GERMANY
from competition.filters import SIZES
from competition.models import Application, ApplicationVersion, Call, Municipality
from competition.models.application import ApplicationState
from competition.models.municipality import SizeClass
from competition.models.notice import NoticeState
from kern.charts import Bar, Bars, Number, Table
from reviews.desk.facts import Facts

if TYPE_CHECKING:
    from reviews.desk.overview import Round
    from reviews.progress import CountedMember

MOST_DAYS = 14


def of(given: Facts) -> list[Bars]:
    """The pictures of a round that have something to show, in the order of the procedure."""
    sizes, days = _breadth(given)
    made = (
        by_state(given),
        _bars("sizes", _("Bewerbungen nach Größenklasse"), _("Größenklasse"), sizes),
        _bars("days", _("Eingang je Tag"), _("Tag"), days),
        by_juror(given),
        letters(given),
    )
    return [picture for picture in made if picture.upper]


def of_rounds(rounds: Sequence["Round"]) -> Bars | None:
    """How many applications are handed in per round that is not over; None: there are none."""
    rows = [(each.call.title, each.call.sealed_count) for each in rounds if not each.is_over]
    if not any(count for _title, count in rows):
        return None
    return _bars(
        "rounds", _("Eingereichte Bewerbungen je laufendem Wettbewerb"), _("Wettbewerb"), rows
    )


def by_state(given: Facts) -> Bars:
    """How many applications stand in each state."""
    rows = _labelled(given.states, ApplicationState.choices)
    return _bars("states", _("Bewerbungen nach Stand"), _("Stand"), rows)


def _breadth(given: Facts) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Who takes part by size class, and first submissions by day, in one query.

    The days stay empty before the deadline: until then nobody of the office learns when something
    arrived.
    """
    parts = [_sizes(given.call), _days(given.call)] if given.is_closed else [_sizes(given.call)]
    found: dict[str, dict[str, int]] = {"size": {}, "day": {}}
    for kind, value, number in parts[0].union(*parts[1:], all=True):
        found[kind][value] = number
    days = {date.fromisoformat(day): number for day, number in found["day"].items()}
    return (
        _labelled(found["size"], SizeClass.choices),
        [(wording.plain_day(day), days.get(day, 0)) for day in _shown(days)],
    )


def _sizes(call: Call) -> "QuerySet[Application, tuple[str, str, int]]":
    classes = [
        When(municipality__in=Municipality.objects.filter(condition), then=Value(size.value))
        for size, condition in SIZES.items()
    ]
    return (
        Application.objects.filter(call=call)
        .exclude(state=ApplicationState.WITHDRAWN)
        .order_by()
        .annotate(size=Case(*classes, output_field=CharField()))
        .values_list(Value("size"), "size")
        .annotate(number=Count("pk"))
    )


def _days(call: Call) -> "QuerySet[ApplicationVersion, tuple[str, str, int]]":
    day = Cast(TruncDate("received_at", tzinfo=GERMANY), CharField())
    return (
        ApplicationVersion.objects.filter(application__call=call, number=1)
        .order_by()
        .annotate(day=day)
        .values_list(Value("day"), "day")
        .annotate(number=Count("pk"))
    )


def _shown(days: Mapping[date, int]) -> Iterable[date]:
    """The days from the first to the last submission, the latest ones where they are many."""
    if not days:
        return []
    last = max(days)
    count = min(MOST_DAYS, (last - min(days)).days + 1)
    return [last - timedelta(days=back) for back in reversed(range(count))]


def by_juror(given: Facts) -> Bars:
    """How many of the own reviews each member has finished (or abstained from)."""
    members = [member for member in given.members if member.due_count]
    bars = []
    for member in members:
        done = member.final_count + member.abstained_count
        text = _("%(done)s von %(all)s abgeschlossen") % {"done": done, "all": member.due_count}
        bars.append(Bar(str(member.user), Number(Fraction(done), str(done)), text))
    return Bars(
        key="jurors",
        title=_("Fortschritt der Jury"),
        description=_("Abgeschlossene Bewertungen je Jurymitglied."),
        table=Table(
            [_("Jurymitglied"), _("abgeschlossen"), _("in Arbeit"), _("offen"), _("befangen")],
            [_juror_row(member) for member in members],
            frozenset({1, 2, 3, 4}),
        ),
        upper=bars,
    )


def _juror_row(member: "CountedMember") -> list[str]:
    done = member.final_count + member.abstained_count
    rest = member.due_count - done - member.draft_count
    counts = (done, member.draft_count, rest, member.conflict_count)
    return [str(member.user), *map(str, counts)]


def letters(given: Facts) -> Bars:
    """How many letters wait, have left, or failed."""
    rows = _labelled(given.notices, NoticeState.choices)
    return _bars("letters", _("Mitteilungen nach Stand"), _("Stand"), rows)


def _labelled(
    found: Mapping[str, int], choices: Iterable[tuple[str, object]]
) -> list[tuple[str, int]]:
    return [(str(label), found[value]) for value, label in choices if found.get(value)]


def _bars(key: str, title: str, head: str, rows: Sequence[tuple[str, int]]) -> Bars:
    most = max(rows, key=lambda row: row[1], default=None)
    total = sum(count for _label, count in rows)
    description = (
        ngettext("%(total)s insgesamt.", "%(total)s insgesamt.", total) % {"total": total}
        + " "
        + _("Am meisten: %(label)s (%(count)s).") % {"label": most[0], "count": most[1]}
        if most
        else ""
    )
    return Bars(
        key=key,
        title=title,
        description=description,
        table=Table([head, _("Anzahl")], [[label, str(n)] for label, n in rows], frozenset({1})),
        upper=[Bar(label, Number(Fraction(n), str(n)), str(n)) for label, n in rows],
    )
