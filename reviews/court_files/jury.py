"""Conflicts, assignments and reviews of one application, with persons, times and reasons."""

from collections.abc import Iterable, Iterator

from competition import receipts, wording
from competition.court_files.shapes import Leaf, Part, Subject, act, given, moment, readable
from competition.documents.shapes import Fact
from competition.models import Application
from reviews import queries
from reviews.models import Assignment, Conflict, Declaration, Review, ReviewSnapshot, Rubric

# What of a kept version is on file: everything but the private note, which is its author's alone.
ON_FILE = (
    *("scores", "reasons", "comment", "comment_for_applicant"),
    *("state", "abstention_reason"),
)
SEALED = (
    "Die Bewertungen sind noch nicht gesperrt; bis dahin liest sie nur, wer sie schreibt. Diese "
    "Akte enthält sie darum nicht."
)


def parts(subject: Subject) -> Iterator[Part]:
    """Who was to judge, who could not, and what was judged once the scores are locked."""
    application = subject.application
    yield _part(50, "Befangenheit", (*_conflicts(application), *_declarations(application)))
    yield _part(51, "Zuteilung an die Jury", tuple(_assignments(application)))
    rubric = Rubric.objects.filter(call=application.call).first()
    if rubric is None or rubric.locked_at is None:
        yield Part(52, "Bewertungen", (), SEALED)
    else:
        yield _part(52, "Bewertungen", tuple(_reviews(application)))


def _part(position: int, title: str, leaves: tuple[Leaf, ...]) -> Part:
    return Part(position, title, leaves, "" if leaves else "Keine.")


def _conflicts(application: Application) -> Iterator[Leaf]:
    rows = Conflict.objects.filter(application=application).select_related(
        "jury_member__user", "declared_by", "settled_by"
    )
    for each in rows.order_by("declared_at", "pk"):
        settled = act("Entschieden", each.settled_by, each.settled_at)
        yield Leaf(
            f"Befangenheit: {each.jury_member}",
            (
                Fact("Grund", each.get_reason_display()),
                Fact("Herkunft", each.get_source_display()),
                Fact("Wirkung", each.get_severity_display()),
                *given("Anmerkung", each.note),
                *act("Vermerkt", each.declared_by, each.declared_at),
                *given("Widerspruch", moment(each.contested_at) if each.contested_at else ""),
                *given("Begründung des Widerspruchs", each.contest_reason),
                *given("Ergebnis", each.get_settlement_display() if each.settlement else ""),
                *settled,
                *given("Begründung der Entscheidung", each.settlement_reason),
            ),
        )


def _declarations(application: Application) -> Iterator[Leaf]:
    rows = Declaration.objects.filter(application=application).select_related("jury_member__user")
    for each in rows.order_by("declared_at", "pk"):
        title = f"Erklärung, nicht befangen zu sein: {each.jury_member}"
        yield Leaf(title, (Fact("Erklärt", moment(each.declared_at)),))


def _assignments(application: Application) -> Iterator[Leaf]:
    rows = Assignment.objects.filter(application=application).select_related(
        "jury_member__user", "ended_by"
    )
    for each in rows.order_by("jury_member__user__name", "pk"):
        yield Leaf(
            f"Zuteilung: {each.jury_member}",
            (
                Fact("Zugeteilt", f"{moment(each.assigned_at)} ({each.get_origin_display()})"),
                *act("Beendet", each.ended_by, each.ended_at),
                *given("Begründung", each.end_reason),
            ),
        )


def _reviews(application: Application) -> Iterator[Leaf]:
    rows = (
        Review.objects.filter(application=application)
        .select_related("jury_member__user")
        .prefetch_related("scores__criterion", "snapshots")
        .order_by("jury_member__user__name", "pk")
    )
    for number, each in enumerate(rows, start=1):
        name = f"bewertung-{number}-fassungen.json"
        yield Leaf(
            f"Bewertung: {each.jury_member}",
            (
                Fact("Stand", each.get_state_display()),
                Fact("Fassung", str(each.version)),
                *given("Abgeschlossen", moment(each.finalised_at) if each.finalised_at else ""),
                *given("Grund der Enthaltung", each.abstention_reason),
                *_points(each),
                *given("Begründung für die Jury", each.comment),
                *given("Hinweis an die Kommune", each.comment_for_applicant),
            ),
            enclosures=(readable(name, "Alle Fassungen", _versions(each.snapshots.all())),),
        )


def _points(review: Review) -> Iterator[Fact]:
    scores = sorted(review.scores.all(), key=lambda each: each.criterion.position)
    for each in scores:
        points = queries.points(each.criterion, each.steps)
        text = f"{wording.decimal(queries.decimal_text(points))} Punkte"
        yield Fact(each.criterion.label, f"{text}\n{each.reason}" if each.reason else text)


def _versions(snapshots: Iterable[ReviewSnapshot]) -> list[dict[str, object]]:
    return [
        {
            "version": each.version,
            "saved_at": receipts.timestamp(each.saved_at),
            **{name: each.content[name] for name in ON_FILE if name in each.content},
        }
        for each in sorted(snapshots, key=lambda each: each.version)
    ]
