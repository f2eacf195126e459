"""What a juror's workbook holds: every application that may be read, with all that is stored.

In German whatever the page's language is, as the rubric and what the applicants wrote.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import F

from competition import wording
from competition.documents.shapes import in_german
from competition.models import Application
from reviews import queries
from reviews.models import Criterion, JuryMember, Review, ReviewSnapshot, Rubric, Score
from reviews.models.review import ReviewState
from reviews.review import entries
from reviews.review.entries import MAX_COMMENT_CHARS, MAX_REASON_CHARS, TEXTS, Content
from reviews.workbooks import ID, PLACE, POINTS, REASON, STATE, TITLE, VERSION, Book, Column, Line

MOST_LISTED = 500
"""Points of a grid that are offered as a list; a finer one is only checked."""
STATES = {
    ReviewState.DRAFT: "in Arbeit",
    ReviewState.FINAL: "abgeschlossen",
    ReviewState.ABSTAINED: "enthalten",
}
TEXT_NAMES = {
    "comment": ("Begründung insgesamt", "Für die Jury."),
    "comment_for_applicant": ("Hinweis an die Kommune", "Steht in dem Brief an die Kommune."),
    "private_note": ("Eigene Notiz", "Liest niemand außer Ihnen."),
}
INSTRUCTIONS = (
    "Auf dem Blatt „Bewertungen“ steht je Bewerbung eine Zeile. Weiße Felder füllen Sie aus.",
    "Graue Felder sind geschützt: Sie sagen, um welche Bewerbung es geht.",
    "Punkte wählen Sie aus der Liste oder tippen sie ein. Was erlaubt ist, steht über der Spalte.",
    "Was die Punkte bedeuten, steht auf dem Blatt „Bewertungsbogen“.",
    "Ein leeres Feld lässt stehen, was gespeichert ist. Löschen lässt sich nur auf der Seite.",
    "Formeln werden nicht gelesen. Bitte tragen Sie Werte ein.",
    "Speichern Sie die Mappe als XLSX und laden Sie sie auf der Seite „Offline arbeiten“ hoch.",
    "Dort sehen Sie zuerst, was gespeichert würde. Vorher ändert sich nichts.",
    "Was Sie hochladen, ist ein Entwurf. Er zählt erst, wenn Sie die Bewertung abschließen.",
    "Wurde dasselbe Feld inzwischen auf der Seite geändert, sehen Sie beide Werte und entscheiden.",
    "Befangene und noch nicht erklärte Bewerbungen stehen nicht in dieser Mappe.",
    "Die Mappe ist vertraulich. Bitte löschen Sie sie, wenn Sie sie nicht mehr brauchen.",
)


@dataclass(frozen=True, slots=True)
class Own:
    """A juror's review with its content."""

    review: Review
    content: Content


def own_contents(
    juror: JuryMember,
    criteria: Iterable[Criterion],
    states: Collection[str] = tuple(ReviewState),
) -> dict[int, Own]:
    """The juror's reviews in these states by application, in at most three queries.
    ``criteria``: those of the rubric."""
    of_reviews = {"review__jury_member": juror, "review__state__in": states}
    snapshots = ReviewSnapshot.objects.filter(version=F("review__version"), **of_reviews)
    kept = dict(snapshots.order_by().values_list("review_id", "content"))
    reviews = list(Review.objects.filter(jury_member=juror, state__in=states).order_by())
    by_id = {each.pk: each for each in criteria}
    scores = defaultdict[int, list[Score]](list)
    rows = Score.objects.filter(**of_reviews).order_by("criterion__position")
    for score in rows if reviews else ():
        score.criterion = by_id[score.criterion_id]
        scores[score.review_id].append(score)
    return {
        each.application_id: Own(
            each, entries.content_with(each, scores[each.pk], kept.get(each.pk))
        )
        for each in reviews
    }


def flat(content: Content) -> dict[str, str]:
    """A review's content by column of the workbook; what is empty has no entry."""
    cells = {POINTS + key: points for key, points in content["scores"].items()}
    cells |= {REASON + key: reason for key, reason in content["reasons"].items()}
    return cells | {name: content[name] for name in TEXTS if content[name]}


@in_german
def columns(criteria: Iterable[Criterion]) -> list[Column]:
    """The columns of the workbook, those that identify a row first."""
    fixed = [
        Column(ID, "Kennung", "Bitte nicht ändern.", "fixed", 12),
        Column(VERSION, "Fassung", "Stand, aus dem diese Mappe stammt.", "fixed", 9),
        Column(PLACE, "Kommune", "", "fixed", 22),
        Column(TITLE, "Vorhaben", "", "fixed", 32),
        Column(STATE, "Stand", "Abgeschlossenes bleibt.", "fixed", 14),
    ]
    texts = [
        Column(name, *TEXT_NAMES[name], "text", 40, max_chars=MAX_COMMENT_CHARS) for name in TEXTS
    ]
    return [*fixed, *(each for criterion in criteria for each in _of_criterion(criterion)), *texts]


def _of_criterion(criterion: Criterion) -> Iterator[Column]:
    lowest, highest, step = (
        wording.decimal(each) for each in (criterion.minimum, criterion.maximum, criterion.step)
    )
    hint = f"{lowest} bis {highest} in Schritten von {step}"
    yield Column(
        POINTS + criterion.key, f"{criterion.label}: Punkte", hint, "points", 14, grid(criterion)
    )
    yield Column(
        REASON + criterion.key,
        f"{criterion.label}: Begründung",
        "Nötig." if criterion.reason_required else "",
        "text",
        40,
        max_chars=MAX_REASON_CHARS,
    )


def grid(criterion: Criterion) -> tuple[str, ...]:
    """The allowed points as decimal texts, highest first; empty where there are too many."""
    span = Fraction(criterion.maximum) - Fraction(criterion.minimum)
    count = int(span / Fraction(criterion.step)) + 1
    if count > MOST_LISTED:
        return ()
    return tuple(
        queries.decimal_text(queries.points(criterion, steps)) for steps in reversed(range(count))
    )


@in_german
def book(
    *, juror: JuryMember, rubric: Rubric, applications: Iterable[Application], at: datetime
) -> Book:
    """The juror's workbook as of ``at``. ``applications`` come from ``queries.applications_for``.

    Raises nothing: a review that is not begun has version 0 and empty cells.
    """
    criteria = list(rubric.criteria.all())
    own = own_contents(juror, criteria)
    return Book(
        call=juror.call.slug,
        digest=rubric.digest,
        owner=str(juror.pk),
        title=f"{juror.call.title}: Bewertungen von {juror.user.name}",
        made_at=at,
        columns=columns(criteria),
        lines=[_line(each, own.get(each.pk)) for each in applications],
        rubric=_rubric(criteria),
        instructions=_instructions(juror, at),
    )


def _line(application: Application, own: Own | None) -> Line:
    version = application.valid_version
    state = STATES[ReviewState(own.review.state)] if own else "offen"
    cells: Mapping[str, str] = {
        ID: application.public_id,
        VERSION: str(own.review.version if own else 0),
        PLACE: application.municipality.name,
        TITLE: version.title if version else "",
        STATE: state,
        **(flat(own.content) if own else {}),
    }
    return Line(cells, is_closed=own is not None and own.review.state != ReviewState.DRAFT)


def _rubric(criteria: Sequence[Criterion]) -> list[list[str]]:
    rows = [["Kriterium", "Worum es geht", "Gewicht", "Punkte", "Was sie bedeuten"]]
    for criterion in criteria:
        first = [criterion.label, criterion.description, wording.decimal(criterion.weight)]
        for level in criterion.levels or [{"score": "", "meaning": ""}]:
            rows.append([*first, wording.decimal(str(level["score"])), level["meaning"]])
            first = [criterion.label, "", ""]
    return rows


def _instructions(juror: JuryMember, at: datetime) -> list[str]:
    instant = wording.moment(at, seconds=True)
    whose = f"Sie gehört zu „{juror.call.title}“ und zu {juror.user.name}. Stand: {instant}."
    return ["So füllen Sie diese Arbeitsmappe aus", whose, *INSTRUCTIONS]
