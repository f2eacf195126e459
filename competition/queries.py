"""What the public and the applicants may read. ``at`` is always the instant by the database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from competition import added_links, listings
from competition.models import (
    Announcement,
    Answer,
    Application,
    ApplicationVersion,
    Call,
    CallVersion,
    Correction,
    Extension,
    LateAdmission,
    Membership,
    Municipality,
    Notice,
    Participant,
    Retrieval,
    SavedView,
    StandardReason,
    User,
)
from competition.models.application import ApplicationState, ParticipantRole
from competition.models.membership import SIGNING
from competition.models.notice import NoticeState
from competition.phases import Phase

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Retrieved(TypedDict):
        retrieved_at: datetime | None
        retrieved_by: str | None
        sent_again: bool

    class _Told(TypedDict):
        told_state: str

    RetrievedNotice = WithAnnotations[Notice, _Retrieved]

SCREENED = (ApplicationState.ADMITTED, ApplicationState.EXCLUDED)


@dataclass(frozen=True, slots=True)
class Round:
    """A call as it stands at one instant. ``at`` is by the call's own clock."""

    call: Call
    at: datetime
    phase: Phase

    @property
    def left(self) -> timedelta:
        """Time until the deadline; negative after it."""
        return self.call.deadline_at - self.at

    @property
    def is_open(self) -> bool:
        return self.phase == Phase.OPEN

    @property
    def is_announced(self) -> bool:
        return self.phase == Phase.ANNOUNCED


def confirmed_announcement(call: Call) -> Announcement | None:
    """The call's announcement once a second person has confirmed it; load the call with it."""
    announcement: Announcement | None = getattr(call, "announcement", None)
    if announcement is None or announcement.confirmed_at is None:
        return None
    return announcement


def round_of(call: Call, at: datetime) -> Round:
    """The call at the instant ``at`` of the database's clock."""
    own = at + call.clock_shift
    return Round(call, own, call.phase(at=own, announcement=confirmed_announcement(call)))


def published_rounds(at: datetime) -> list[Round]:
    """All rounds that anybody may read about, the latest deadline first."""
    calls = Call.objects.published().select_related("announcement")
    rounds = [round_of(call, at) for call in calls]
    return [each for each in rounds if each.phase != Phase.DRAFT]


def published_round(slug: str, at: datetime) -> Round | None:
    """One published round, or None: there is none, or it is not published yet.

    Its call knows the latest version of its texts (``texts_number``, ``texts_changed_at``) and
    which pages beside its own it has (``added_links.of_call``).
    """
    latest = CallVersion.objects.filter(call=OuterRef("pk")).order_by("-number")
    call = (
        Call.objects.published()
        .select_related("announcement")
        .annotate(
            texts_number=Subquery(latest.values("number")[:1]),
            texts_changed_at=Subquery(latest.values("published_at")[:1]),
            **added_links.annotations(at),
        )
        .filter(slug=slug)
        .first()
    )
    found = round_of(call, at) if call else None
    return found if found and found.phase != Phase.DRAFT else None


def memberships_of(person: User) -> QuerySet[Membership]:
    """For whom a person acts, by name of the municipality."""
    return Membership.objects.filter(user=person).select_related("municipality")


def signatories_of(municipality: Municipality) -> QuerySet[Membership]:
    """Who may release for a municipality, by name."""
    return (
        Membership.objects.filter(municipality=municipality, role__in=SIGNING)
        .select_related("user")
        .order_by("user__name", "pk")
    )


def applications_of(person: User) -> QuerySet[Application]:
    """The applications of the municipalities that a person acts for, the latest deadline first."""
    return (
        Application.objects.of(person)
        .select_related("call__announcement", "municipality", "valid_version", "contact")
        .order_by("-call__deadline_at", "municipality__name", "pk")
    )


def as_told(
    applications: QuerySet[Application], at: datetime
) -> "QuerySet[WithAnnotations[Application, _Told], WithAnnotations[Application, _Told]]":
    """Applications with the state that their municipality may know at ``at``: what screening has
    found is ``submitted`` until the results are announced."""
    announced = Q(
        call__announcement__confirmed_at__isnull=False,
        call__announcement__public_at__lte=F("round_time"),
    )
    return applications.alias(
        round_time=ExpressionWrapper(
            Value(at, output_field=DateTimeField()) + F("call__clock_shift"),
            output_field=DateTimeField(),
        )
    ).annotate(
        told_state=Case(
            When(announced, then=F("state")),
            When(state__in=SCREENED, then=Value(ApplicationState.SUBMITTED.value)),
            default=F("state"),
            output_field=CharField(),
        )
    )


def changed_since_sealed(applications: Iterable[Application]) -> set[int]:
    """Ids of those whose draft was saved after their valid version had arrived."""
    newer = Answer.objects.filter(
        application__in=applications,
        saved_at__gt=F("application__valid_version__received_at"),
    )
    return set(newer.order_by("application").values_list("application_id", flat=True).distinct())


def applications_count(**chosen: Any) -> Coalesce:
    """How many applications of the call outside are so; counted apart, because joined to the call
    each of thousands of rows would carry the call's texts."""
    rows = Application.objects.filter(call=OuterRef("pk"), **chosen).order_by()
    count = rows.values("call").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count), 0)


def participations_of(person: User) -> QuerySet[Participant]:
    """Applications of others in which the person's municipalities are partners, asked or agreed."""
    return (
        Participant.objects.filter(
            role=ParticipantRole.PARTNER,
            municipality__in=Membership.objects.filter(user=person).values("municipality"),
        )
        .select_related(
            "application__municipality",
            "application__contact",
            "application__valid_version",
            "call__announcement",
            "municipality",
        )
        .order_by("call__deadline_at", "pk")
    )


def last_saved_at(application: Application) -> datetime:
    """When somebody last saved an answer of the draft; without any, when it was started."""
    saved: datetime | None = application.answers.aggregate(at=Max("saved_at"))["at"]
    return saved or application.started_at


def versions_of(application: Application) -> QuerySet[ApplicationVersion]:
    """Every sealed version of an application with its receipt, the latest first."""
    return application.versions.select_related("receipt", "submitted_by", "released_by").order_by(
        "-number"
    )


def partners_of(application: Application) -> QuerySet[Participant]:
    """The partners of an application, confirmed or not, by name."""
    return (
        application.participants.filter(role=ParticipantRole.PARTNER)
        .select_related("municipality", "confirmed_by")
        .order_by("municipality__name", "pk")
    )


def letters_of(
    person: User, at: datetime, kinds: Collection[str], addressed: Collection[str] = ()
) -> "QuerySet[RetrievedNotice, RetrievedNotice]":
    """Letters to the person's municipalities whose instant has come, the latest first.

    ``kinds`` everybody reads who acts for the applicant; ``addressed`` who got it as a partner and
    still acts for one. A letter that was sent again is the same letter, and not a second.
    """
    partnerships = Participant.objects.filter(
        role=ParticipantRole.PARTNER,
        confirmed_at__isnull=False,
        municipality__in=Membership.objects.filter(user=person).values("municipality"),
    )
    return with_retrieval(
        Notice.objects.visible(at)
        .filter(
            Q(kind__in=kinds, application__in=Application.objects.of(person))
            | Q(
                kind__in=addressed,
                recipient=person,
                application__in=partnerships.values("application"),
            ),
            repeats__isnull=True,
        )
        .select_related("application__municipality", "call", "recipient")
        .order_by("-due_at", "pk")
    )


def with_retrieval(notices: QuerySet[Notice]) -> "QuerySet[RetrievedNotice, RetrievedNotice]":
    """The letters with the first time that somebody opened them in the portal, and who; and
    whether they were sent again.

    One letter may be several rows: for two people, for a shared mailbox, sent again.
    """
    opened = Retrieval.objects.filter(
        notice__application=OuterRef("application"),
        notice__kind=OuterRef("kind"),
        notice__occasion=Coalesce(OuterRef("repeats__occasion"), OuterRef("occasion")),
    ).order_by("retrieved_at", "pk")
    return notices.annotate(
        retrieved_at=Subquery(opened.values("retrieved_at")[:1]),
        retrieved_by=Subquery(opened.values("user__name")[:1]),
        sent_again=is_sent_again(),
    )


def retrievals_of(notice: Notice) -> QuerySet[Retrieval]:
    """Every person's first opening of a letter, whichever of its rows it was noted at."""
    first = notice.repeats or notice
    return (
        Retrieval.objects.filter(
            notice__application=first.application_id,
            notice__kind=first.kind,
            notice__occasion=first.occasion,
        )
        .select_related("user")
        .order_by("retrieved_at", "pk")
    )


def standing_letters() -> QuerySet[Notice]:
    """All letters but those that failed and were sent again since: nobody need mind these."""
    return Notice.objects.exclude(is_sent_again(), state=NoticeState.FAILED)


def is_sent_again() -> Exists:
    """Of a letter: whether the same text was sent again after it."""
    first = Coalesce(OuterRef("repeats"), OuterRef("pk"))
    return Exists(Notice.objects.filter(repeats=first, pk__gt=OuterRef("pk")))


def eligible_partners(application: Application, text: str) -> QuerySet[Municipality]:
    """Municipalities that match what was typed and might join: eligible, not yet in it."""
    found = listings.eligible(application.call).matching(text)
    return found.exclude(pk__in=application.participants.values("municipality")).order_by(
        F("population").desc(), "ags"
    )


def register_of(call: Call) -> dict[str, dict[str, str]]:
    """What the register tells of everybody who may apply, by AGS: kind, size class, Land."""
    fields = ("ags", "kind", "state", "population")
    return {
        place.ags: {"kind": place.kind, "size_class": place.size_class, "state": place.state}
        for place in listings.eligible(call).only(*fields).order_by("ags").iterator(chunk_size=2000)
    }


def corrections_of(application: Application) -> QuerySet[Correction]:
    """The corrections asked of an application, the latest first."""
    return (
        Correction.objects.filter(application=application)
        .select_related("asked_by", "answered_by", "cancelled_by", "version")
        .order_by("-asked_at", "-pk")
    )


def late_admissions_of(application: Application) -> QuerySet[LateAdmission]:
    """What was proposed to let an application in late, the latest first."""
    return (
        LateAdmission.objects.filter(application=application)
        .select_related("proposed_by", "confirmed_by", "rejected_by", "attempt__user")
        .order_by("-proposed_at", "-pk")
    )


def extensions_of(call: Call) -> QuerySet[Extension]:
    """What was proposed to move a call's deadline, the latest first."""
    return (
        Extension.objects.filter(call=call)
        .select_related("proposed_by", "confirmed_by", "rejected_by")
        .order_by("-proposed_at", "-pk")
    )


def unscreened(call: Call) -> QuerySet[Application]:
    """The submitted applications that nobody has screened yet, with titles but no content."""
    return (
        Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
        .select_related("municipality", "valid_version")
        .defer("valid_version__content")
        .order_by("municipality__name", "pk")
    )


def standard_reasons(use: str = "") -> list[StandardReason]:
    """The ready wordings of one use, or all of them, by use and title."""
    found = StandardReason.objects.filter(use=use) if use else StandardReason.objects.all()
    return list(found.order_by("use", "title"))


def saved_views_of(person: User) -> QuerySet[SavedView]:
    """The views of the office's list that a person may open: the own ones and the shared ones."""
    return (
        SavedView.objects.filter(Q(owner=person) | Q(is_shared=True))
        .select_related("owner")
        .order_by("name", "pk")
    )
