"""The page of one application beside its review: who may open it, and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from competition import clock, drafts, reading, wording
from competition.differences import Difference
from competition.errors import Refusal
from competition.models import Application, Participant, User
from competition.views.downloads import Listed, listed
from reviews import policies, progress, queries
from reviews.forms.review import POINTS, ReviewForm
from reviews.models import Criterion, JuryMember, Rubric
from reviews.models.review import ReviewState
from reviews.review import differences, entries
from reviews.review.entries import Content
from reviews.review.person_hints import Hint, person_hints
from reviews.review.way import Stop, Way, way

if TYPE_CHECKING:
    from reviews.queries import KeptReview

# Refusals of what came after saving: all that was typed is stored.
AFTER_SAVING = ("review_incomplete", "required", "abstention_not_allowed")
# Refusals that tell what is stored: both texts are shown.
SHOWING_STORED = ("version_conflict", "review_final", "review_abstained")


@dataclass(frozen=True)
class Opened:
    """An application whose text the juror may read, with the own review of it."""

    juror: JuryMember
    application: Application
    rubric: Rubric
    stops: Sequence[Stop]
    at: datetime

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.rubric.criteria.all())

    @cached_property
    def review(self) -> "KeptReview | None":
        return queries.own_review(self.juror, self.application)

    @cached_property
    def content(self) -> Content:
        return entries.content_of(self.review) if self.review else entries.empty()

    @property
    def state(self) -> str:
        return self.review.state if self.review else ""

    @property
    def is_writable(self) -> bool:
        """Nothing is locked, finished or abstained from."""
        return self.rubric.locked_at is None and self.state in ("", ReviewState.DRAFT)

    @property
    def way(self) -> Way:
        return way(
            self.stops,
            self.application.public_id,
            readable=progress.READABLE,
            unfinished=progress.UNFINISHED,
        )

    def path(self, name: str) -> str:
        """The address of a page of this application."""
        return reverse(name, args=[self.juror.call.slug, self.application.public_id])


def opened(juror: JuryMember, public_id: str, *, with_partners: bool = True) -> Opened:
    """The application with what surrounds it; what may not be read is refused, each with why."""
    at = clock.now(juror.call)
    rubric = Rubric.objects.filter(call=juror.call).first()
    rows = progress.desk(juror).values_list("public_id", "stage", "is_read")
    stops = [Stop(*row) for row in rows]
    here = next((stop for stop in stops if stop.public_id == public_id), None)
    standing = progress.standing(here.stage) if here else None
    policies.may_read(standing, rubric=rubric, at=at).enforce()
    readable = queries.applications_for(juror, at)
    if with_partners:
        partners = Participant.objects.select_related("municipality")
        readable = readable.prefetch_related(Prefetch("participants", partners))
    application = readable.filter(public_id=public_id).first()
    if application is None or application.valid_version is None or rubric is None:
        raise Refusal("not_assigned")
    return Opened(juror, application, rubric, stops, at)


def form_of(given: Opened, data: Any = None, content: Content | None = None) -> ReviewForm:
    """The form over what is stored, with what was typed (``data``), or an older ``content``."""
    return ReviewForm(
        criteria=given.criteria,
        review=None if data is not None else given.review,
        content=entries.empty() if data is not None else content or given.content,
        data=data,
        may_abstain=given.rubric.abstention_allowed,
    )


def page(
    request: HttpRequest,
    given: Opened,
    form: ReviewForm | None = None,
    refusal: Refusal | None = None,
    restored: Any = None,
) -> HttpResponse:
    """``form``: with what was typed and refused, or with an older version (``restored``)."""
    shown = form or form_of(given)
    both = both_texts(given, shown, refusal) if form and refusal else []
    if refusal and both:
        # Both are shown; whoever saves now has seen the other.
        shown.over(refusal.details["version"])
    is_writable = form is not None or given.is_writable
    context = frame(given) | {
        "passages": _passages(given),
        "files": _files(given),
        "form": shown,
        "content_rows": [] if is_writable else stored_rows(given),
        "is_writable": is_writable,
        "is_saving": is_writable and _is_stored(form, refusal, restored),
        "both": both,
        "both_at": refusal.details["saved_at"] if refusal and both else None,
        "is_open": refusal is not None and refusal.code == "version_conflict",
        "restored": restored,
        "hints": hints_of(given.juror, given.content) if is_writable else [],
        "others": _others(given),
    }
    return render(request, "jury/review.html", context, status=refusal.status if refusal else 200)


def _is_stored(form: ReviewForm | None, refusal: Refusal | None, restored: Any) -> bool:
    """What the form shows is what is stored: what is typed from here on may save itself."""
    if refusal is not None:
        return refusal.code in AFTER_SAVING
    return form is None or (restored is None and not form.is_bound)


def frame(given: Opened) -> dict[str, Any]:
    """What every page of an own review gives its template."""
    return {
        "call": given.juror.call,
        "synthetic": given.juror.call.is_synthetic,
        "juror": given.juror,
        "application": given.application,
        "rubric": given.rubric,
        "review": given.review,
        "content": given.content,
        "way": given.way,
    }


@dataclass(frozen=True, slots=True)
class Both:
    """A field of which another text is stored than was typed."""

    name: str
    label: str
    stored: str
    typed: str


def both_texts(given: Opened, form: ReviewForm, refusal: Refusal) -> list[Both]:
    """Per field that differs what is stored and what was typed, where a newer state is stored."""
    if refusal.code not in SHOWING_STORED:
        return []
    stored = refusal.details["stored"]
    typed, _refused = entries.merged(stored, form.entered(), given.criteria)
    return [
        Both(each.field, label_of(form, each.field), *in_words(each))
        for each in differences.differences(stored, typed)
    ]


def label_of(form: ReviewForm, name: str) -> str:
    """The label of a field; a criterion that is no more keeps its key."""
    return str(form.fields[name].label) if name in form.fields else name


def in_words(each: Difference) -> tuple[str, str]:
    """Before and after; points with a comma."""
    if each.field.startswith(POINTS):
        return wording.decimal(each.before), wording.decimal(each.after)
    return each.before, each.after


def hints_of(juror: JuryMember, content: Content) -> list[Hint]:
    """What in the text for the applicant may point to a person."""
    text = content["comment_for_applicant"]
    if not text:
        return []
    names = User.objects.filter(jury_memberships__call=juror.call_id).values_list("name", flat=True)
    return person_hints(text, jurors=names.order_by("name"))


def stored_rows(given: Opened) -> list[dict[str, Any]]:
    """Per criterion the points and the reason as stored."""
    scores, reasons = given.content["scores"], given.content["reasons"]
    return [
        {
            "criterion": criterion,
            "points": wording.decimal(scores[criterion.key]) if criterion.key in scores else "–",
            "reason": reasons.get(criterion.key, ""),
        }
        for criterion in given.criteria
    ]


def _others(given: Opened) -> list[dict[str, Any]]:
    """The others' reviews, as far as the one door to them lets any through."""
    found = queries.others_reviews(given.juror, given.application, given.rubric)
    return [
        {
            "juror": each.juror,
            "comment": each.comment,
            "rows": [
                {
                    "label": criterion.label,
                    "points": each.points.get(criterion.key),
                    "reason": each.reasons.get(criterion.key, ""),
                }
                for criterion in given.criteria
            ],
        }
        for each in found
    ]


def _passages(given: Opened) -> list[reading.Shown]:
    version = given.application.valid_version
    questions = list(given.juror.call.questions.all())
    shown = reading.shown(version.content, questions) if version else []
    return [each for each in shown if each.key != drafts.TITLE_KEY]  # it is the page's heading


def _files(given: Opened) -> list[Listed]:
    """The files of the valid version, with their addresses for jurors."""
    version = given.application.valid_version
    parts = [given.juror.call.slug, given.application.public_id]
    return listed(
        version.content if version else None,
        lambda file: reverse("review-attachment", args=[*parts, file.key, file.sha256]),
    )
