"""What is due in each round, as far as the competition itself knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition.models import (
    Announcement,
    Call,
    Correction,
    Enquiry,
    Extension,
    LateAdmission,
    Notice,
    Publication,
    User,
)
from competition.models.announcement import PublicationKind
from competition.models.application import ApplicationState
from competition.models.notice import NoticeState
from competition.phases import Phase
from competition.views.office.access import announcement_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        applications_count: int
        sealed_count: int
        unscreened_count: int
        has_failed: bool
        has_enquiries: bool
        extension_by: int | None
        late_admission_by: int | None
        late_admission_of: str | None
        corrections_until: datetime | None
        late_until: datetime | None
        is_decided: bool

    CountedCall = WithAnnotations[Call, _Counts]

# Of a proposal: what the second person does, and what its author reads meanwhile.
EXTENSION = (
    gettext_lazy("Verlängerung der Frist bestätigen"),
    gettext_lazy("Verlängerung der Frist wartet auf die zweite Person"),
)
LATE_ADMISSION = (
    gettext_lazy("Nachfrist bestätigen"),
    gettext_lazy("Nachfrist wartet auf die zweite Person"),
)
PHASES = {
    Phase.DRAFT: (gettext_lazy("nicht veröffentlicht"), "neutral"),
    Phase.SCHEDULED: (gettext_lazy("angekündigt"), "info"),
    Phase.OPEN: (gettext_lazy("Bewerbung läuft"), "success"),
    Phase.CLOSED: (gettext_lazy("Prüfung und Auswahl"), "warning"),
    Phase.ANNOUNCED: (gettext_lazy("bekannt gegeben"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits for the office: a sentence, and the name of the page to do it on."""

    text: str
    address: str
    query: str = ""
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A call as the office's first page shows it."""

    call: "CountedCall"
    phase: Phase
    label: str | Promise
    kind: str
    due: list[Due]


def counted_calls() -> "QuerySet[CountedCall]":
    """The rounds that the office runs, with their counts, in one query."""
    documents = Publication.objects.filter(call=OuterRef("pk"), application__isnull=True)
    own = {"application__call": OuterRef("pk")}
    extension = Extension.objects.open().filter(call=OuterRef("pk"))
    proposed = LateAdmission.objects.open().filter(**own).order_by("proposed_at", "pk")
    late = LateAdmission.objects.valid().filter(**own, application__valid_version=None)
    corrections = Correction.objects.open().filter(**own)
    counted = (
        Call.objects.filter(is_archive=False)
        .select_related("announcement__prepared_by")
        .annotate(
            applications_count=Count("applications"),
            sealed_count=Count("applications", filter=Q(applications__valid_version__isnull=False)),
            unscreened_count=Count(
                "applications", filter=Q(applications__state=ApplicationState.SUBMITTED)
            ),
            has_failed=Exists(Notice.objects.filter(call=OuterRef("pk"), state=NoticeState.FAILED)),
            has_enquiries=Exists(
                Enquiry.objects.filter(call=OuterRef("pk"), answered_at__isnull=True)
            ),
            extension_by=Subquery(extension.values("proposed_by")[:1]),
            late_admission_by=Subquery(proposed.values("proposed_by")[:1]),
            late_admission_of=Subquery(proposed.values("application__public_id")[:1]),
            corrections_until=Subquery(corrections.order_by("-due_at").values("due_at")[:1]),
            late_until=Subquery(late.order_by("-until_at").values("until_at")[:1]),
            is_decided=Exists(documents.filter(kind=PublicationKind.DECISION)),
        )
        .order_by("-deadline_at", "slug")
    )
    return cast("QuerySet[CountedCall]", counted)


def rounds(at: datetime, user: User) -> list[Round]:
    """Every round with what is due for ``user``. ``at``: the instant by the database's clock."""
    return [_round(call, at + call.clock_shift, user) for call in counted_calls()]


def _round(call: "CountedCall", at: datetime, user: User) -> Round:
    announcement = announcement_of(call)
    confirmed = announcement if announcement and announcement.confirmed_at else None
    phase = call.phase(at=at, announcement=confirmed)
    label, kind = PHASES[phase]
    return Round(call, phase, label, kind, list(_due(call, phase, at, announcement, user)))


def _due(
    call: "CountedCall",
    phase: Phase,
    at: datetime,
    announcement: Announcement | None,
    user: User,
) -> Iterator[Due]:
    if call.has_failed:
        yield Due(_("Mitteilungen sind gescheitert"), "office-notices", "?state=failed")
    if call.has_enquiries:
        yield Due(_("Rückfragen beantworten"), "office-enquiries")
    if call.extension_by:
        yield _second(call.extension_by, user, EXTENSION, "office-extension")
    if phase != Phase.CLOSED:
        return
    if not call.screening_closed_at:
        yield from _before_review(call, at, user)
    elif not call.is_decided:
        yield Due(_("Begutachtung und Auswahl begleiten"), "office-call")
    elif announcement is None:
        yield Due(_("Bekanntgabe vorbereiten"), "office-announcement")
    elif not announcement.confirmed_at:
        yield Due(_unconfirmed(announcement, at, user), "office-announcement")


def _second(
    proposed_by: int, user: User, words: tuple[Any, Any], address: str, of: str = ""
) -> Due:
    """A proposal that waits for the second person: to confirm, or to wait for."""
    confirm, wait = words
    return Due(str(wait if proposed_by == user.pk else confirm), address, public_id=of)


def _before_review(call: "CountedCall", at: datetime, user: User) -> Iterator[Due]:
    if call.late_admission_by:
        address, of = "office-late-admission", call.late_admission_of or ""
        yield _second(call.late_admission_by, user, LATE_ADMISSION, address, of)
    if any(until and until > at for until in (call.corrections_until, call.late_until)):
        yield Due(_("Berichtigungen oder Nachfristen laufen noch"), "office-applications")
    if call.unscreened_count:
        text = ngettext(
            "%(count)s Bewerbung formal prüfen",
            "%(count)s Bewerbungen formal prüfen",
            call.unscreened_count,
        ) % {"count": call.unscreened_count}
        yield Due(text, "office-applications", "?state=submitted")
    elif call.sealed_count:
        yield Due(_("Begutachtung eröffnen"), "office-jury")


def _unconfirmed(announcement: Announcement, at: datetime, user: User) -> str:
    if announcement.public_at <= at:
        return _("Neuen Zeitpunkt der Bekanntgabe festlegen")
    if announcement.prepared_by_id == user.pk:
        return _("Bekanntgabe wartet auf die zweite Person")
    return _("Bekanntgabe bestätigen")
