"""A juror's own history of a review: every version that was saved, and what changed in it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.accounts import second_factor
from competition.errors import Refusal
from reviews import differences, entries, policies
from reviews.differences import Difference
from reviews.entries import Content
from reviews.forms.review import POINTS, ReviewForm
from reviews.models import ReviewSnapshot
from reviews.views.review_page import Opened, form_of, frame, in_words, label_of, opened

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
    given = opened(juror, public_id)
    snapshots = ReviewSnapshot.objects.filter(review=given.review).order_by("-version")
    number = request.GET.get("seite", "1")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise Refusal("not_found")
    found = Paginator(snapshots, PAGE_SIZE).get_page(number)
    context = frame(given) | {
        "page_obj": found,
        "versions": _versions(given, list(found)),
        "is_writable": given.is_writable,
    }
    return render(request, "jury/history.html", context)


def _versions(given: Opened, shown: list[ReviewSnapshot]) -> list[Version]:
    """Newest first; the one before the page's last is read to tell what that one changed."""
    if not shown or given.review is None:
        return []
    before = ReviewSnapshot.objects.filter(review=given.review, version=shown[-1].version - 1)
    contents: list[Any] = [each.content for each in [*shown, *before]]
    contents += [entries.empty()] * (len(shown) + 1 - len(contents))
    form = form_of(given)
    return [
        Version(
            snapshot,
            [
                _changed(form, each)
                for each in differences.differences(contents[at + 1], snapshot.content)
            ],
            snapshot.version == given.review.version,
        )
        for at, snapshot in enumerate(shown)
    ]


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
