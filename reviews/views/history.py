"""A juror's own history of a review: every version that was saved, and what changed in it."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.accounts import second_factor
from competition.differences import Difference
from competition.errors import Refusal
from reviews import policies
from reviews.forms.review import POINTS, ReviewForm
from reviews.models import Review, ReviewSnapshot
from reviews.models.review import ReviewState
from reviews.review import differences, entries
from reviews.review.entries import Content
from reviews.views.review_page import Opened, in_words, label_of, opened

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that a version changed: points before and after, texts word by word."""

    label: str
    is_points: bool
    before: str
    after: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version, and what it changed."""

    snapshot: ReviewSnapshot
    changes: list[Changed]
    is_current: bool


@login_required
@require_safe
def history(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    given = opened(juror, public_id, with_partners=False)
    number = request.GET.get("seite", "1")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise Refusal("not_found")
    review = Review.objects.filter(jury_member=juror, application=given.application).first()
    numbers = range(review.version if review else 0, 0, -1)
    found = Paginator(numbers, PAGE_SIZE).get_page(number)
    is_draft = review is not None and review.state == ReviewState.DRAFT
    context = {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "application": given.application,
        "page_obj": found,
        "versions": _versions(given, review, list(found)),
        "is_writable": is_draft and given.rubric.locked_at is None,
    }
    return render(request, "jury/history.html", context)


def _versions(given: Opened, review: Review | None, shown: list[int]) -> list[Version]:
    """Newest first; the one before the page's last is read to tell what that one changed."""
    if not shown or review is None:
        return []
    wanted = [*shown, shown[-1] - 1]
    kept = {each.version: each for each in review.snapshots.filter(version__in=wanted)}
    form = ReviewForm(criteria=given.criteria, review=None, may_abstain=True)
    return [
        Version(
            kept[number],
            [_changed(form, each) for each in _differences(kept, number)],
            number == review.version,
        )
        for number in shown
        if number in kept
    ]


def _differences(kept: dict[int, ReviewSnapshot], number: int) -> list[Difference]:
    before = kept[number - 1].content if number - 1 in kept else entries.empty()
    return differences.differences(before, kept[number].content)


def _changed(form: ReviewForm, each: Difference) -> Changed:
    is_points = each.field.startswith(POINTS)
    return Changed(label_of(form, each.field), is_points, *in_words(each), each)


def older(given: Opened, wanted: str) -> tuple[ReviewSnapshot, Content]:
    """A version of the own review, by its number. Raises ``not_found``."""
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 9 or given.review is None:
        raise Refusal("not_found")
    snapshot = given.review.snapshots.filter(version=int(wanted)).first()
    if snapshot is None:
        raise Refusal("not_found")
    kept = snapshot.content
    return snapshot, Content(**{name: kept[name] for name in entries.empty()})  # type: ignore[typeddict-item]
