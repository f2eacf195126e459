"""What is due in a round beside the order of its steps, as far as the competition itself knows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import queries
from competition.models import (
    Call,
    Correction,
    Enquiry,
    Erasure,
    Extension,
    LateAdmission,
    User,
)
from competition.models.notice import NoticeState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        applications_count: int
        sealed_count: int
        has_failed: bool
        has_enquiries: bool
        extension_by: int | None
        erasure_by: int | None
        late_admission_by: int | None
        late_admission_of: str | None
        corrections_until: datetime | None
        late_until: datetime | None

    CountedCall = WithAnnotations[Call, _Counts]


class Who(StrEnum):
    """Who has to act. ``OFFICE``: anybody of the office; ``COLLEAGUE``: somebody else of it."""

    OFFICE = "office"
    COLLEAGUE = "colleague"
    JURY = "jury"
    APPLICANTS = "applicants"
    WORKER = "worker"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: a sentence, who has to act, and the name of the page to do it on."""

    text: str
    page: str
    who: Who = Who.OFFICE
    query: str = ""
    public_id: str = ""


# Of a proposal: what the second person does, and what its author reads meanwhile.
EXTENSION = (
    gettext_lazy("Verlängerung der Frist bestätigen"),
    gettext_lazy("Verlängerung der Frist wartet auf die zweite Person"),
)
LATE_ADMISSION = (
    gettext_lazy("Nachfrist bestätigen"),
    gettext_lazy("Nachfrist wartet auf die zweite Person"),
)
ERASURE = (
    gettext_lazy("Löschung bestätigen"),
    gettext_lazy("Löschung wartet auf die zweite Person"),
)


# What the years after an announcement know to be due: each app enters its own function. It gets all
# rounds at once, so that it asks once, and answers by the rounds' keys.
Elsewhere = Callable[[Collection[Call], datetime, User], Mapping[int, Iterable[Due]]]
ELSEWHERE: list[Elsewhere] = []


def elsewhere(calls: Collection[Call], at: datetime, user: User) -> dict[int, list[Due]]:
    """What other apps know to be due, by the rounds' keys. ``at``: the database's instant."""
    found: dict[int, list[Due]] = {}
    for ask in ELSEWHERE:
        for key, rows in ask(calls, at, user).items():
            found.setdefault(key, []).extend(rows)
    return found


def counted_calls() -> "QuerySet[CountedCall]":
    """The rounds that the office runs, with their counts, in one query."""
    own = {"application__call": OuterRef("pk")}
    extension = Extension.objects.open().filter(call=OuterRef("pk"))
    erasure = Erasure.objects.open().filter(call=OuterRef("pk"))
    proposed = LateAdmission.objects.open().filter(**own).order_by("proposed_at", "pk")
    late = LateAdmission.objects.valid().filter(**own, application__valid_version=None)
    corrections = Correction.objects.open().filter(**own)
    counted = (
        Call.objects.filter(is_archive=False)
        .select_related("announcement__prepared_by")
        .annotate(
            applications_count=queries.applications_count(),
            sealed_count=queries.applications_count(valid_version__isnull=False),
            has_failed=Exists(
                queries.standing_letters().filter(call=OuterRef("pk"), state=NoticeState.FAILED)
            ),
            has_enquiries=Exists(
                Enquiry.objects.filter(call=OuterRef("pk"), answered_at__isnull=True)
            ),
            extension_by=Subquery(extension.values("proposed_by")[:1]),
            erasure_by=Subquery(erasure.values("proposed_by")[:1]),
            late_admission_by=Subquery(proposed.values("proposed_by")[:1]),
            late_admission_of=Subquery(proposed.values("application__public_id")[:1]),
            corrections_until=Subquery(corrections.order_by("-due_at").values("due_at")[:1]),
            late_until=Subquery(late.order_by("-until_at").values("until_at")[:1]),
        )
        .order_by("-deadline_at", "slug")
    )
    return cast("QuerySet[CountedCall]", counted)


def beside(call: "CountedCall", at: datetime, user: User) -> Iterator[Due]:
    """What is due in a round for ``user`` beside its steps. ``at`` is by the call's own clock."""
    if call.has_failed:
        yield Due(_("Mitteilungen sind gescheitert"), "office-notices", query="?state=failed")
    if call.has_enquiries:
        yield Due(_("Rückfragen beantworten"), "office-enquiries")
    if call.extension_by:
        yield _second(call.extension_by, user, EXTENSION, "office-extension")
    if call.erasure_by:
        yield _second(call.erasure_by, user, ERASURE, "office-retention")
    if call.screening_closed_at:
        return
    if call.late_admission_by:
        page, of = "office-late-admission", call.late_admission_of or ""
        yield _second(call.late_admission_by, user, LATE_ADMISSION, page, of)
    if any(until and until > at for until in (call.corrections_until, call.late_until)):
        text = _("Berichtigungen oder Nachfristen laufen noch")
        yield Due(text, "office-applications", Who.APPLICANTS)


def _second(proposed_by: int, user: User, words: tuple[Any, Any], page: str, of: str = "") -> Due:
    """A proposal that waits for the second person: to confirm, or to wait for."""
    confirm, wait = words
    if proposed_by == user.pk:
        return Due(str(wait), page, Who.COLLEAGUE, public_id=of)
    return Due(str(confirm), page, public_id=of)
