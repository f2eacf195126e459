"""The office's addresses: load, make one service call, answer."""

from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office import operations as does
from api.office.filters import ApplicationFilter, DecisionFilter, NoticeFilter, RunFilter
from competition import policies
from competition.errors import Refusal
from competition.models import Announcement, Application, Award, Call, Notice, User
from competition.services import announcement, screening
from reviews.models import Decision, SelectionRun
from reviews.services import decision, rubric, selection

Row = TypeVar("Row", bound=Model)
QUEUE_SECONDS = 1


def person(request: Request) -> User:
    """Who holds the token."""
    if not isinstance(request.user, User):
        raise Refusal("token_missing")
    return request.user


def found(rows: QuerySet[Row], **key: Any) -> Row:
    """The one row, or ``not_found``."""
    row = rows.filter(**key).first()
    if row is None:
        raise Refusal("not_found")
    return row


def call_named(slug: str) -> Call:
    return found(Call.objects.all(), slug=slug)


def counted_calls() -> QuerySet[Call]:
    """Calls with what the office sees of them at a glance."""
    counts = {
        "applications_count": Count("applications"),
        "sealed_count": Count("applications", filter=Q(applications__valid_version__isnull=False)),
    }
    calls = Call.objects.select_related("announcement", "rubric").annotate(**counts)
    return calls.order_by("-deadline_at", "slug")


class Calls(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"GET": does.LIST_CALLS}

    def get(self, request: Request) -> Response:
        return self.rows(counted_calls())


class CallDetail(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"GET": does.READ_CALL}

    def get(self, request: Request, slug: str) -> Response:
        return self.row(found(counted_calls(), slug=slug))


class OpenReviewing(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"POST": does.OPEN_REVIEWING}

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()
        rubric.open_reviewing(call=call, by=person(request))
        return self.row(found(counted_calls(), slug=slug))


class LockScores(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"POST": does.LOCK_SCORES}

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()
        rubric.lock_scores(call=call, by=person(request))
        return self.row(found(counted_calls(), slug=slug))


class ApplicationEndpoint(OfficeEndpoint):
    """What all addresses of applications share: how they are found and told."""

    queryset = Application.objects.none()

    @staticmethod
    def applications(slug: str) -> QuerySet[Application]:
        return Application.objects.filter(call__slug=slug).select_related(
            "call__announcement", "call__rubric", "municipality", "valid_version"
        )

    def application(self, slug: str, public_id: str) -> Application:
        return found(self.applications(slug), public_id=public_id)

    def told(self, slug: str, public_id: str) -> Response:
        return self.row(self.application(slug, public_id))


class Applications(ApplicationEndpoint):
    filterset_class = ApplicationFilter
    operations = {"GET": does.LIST_APPLICATIONS}

    def get(self, request: Request, slug: str) -> Response:
        call_named(slug)
        return self.rows(self.applications(slug))


class ApplicationDetail(ApplicationEndpoint):
    operations = {"GET": does.READ_APPLICATION}

    def get(self, request: Request, slug: str, public_id: str) -> Response:
        return self.told(slug, public_id)


class Admit(ApplicationEndpoint):
    operations = {"POST": does.ADMIT}

    def post(self, request: Request, slug: str, public_id: str) -> Response:
        application, _ = self.application(slug, public_id), self.body()
        screening.admit(application=application, by=person(request))
        return self.told(slug, public_id)


class Exclude(ApplicationEndpoint):
    operations = {"POST": does.EXCLUDE}

    def post(self, request: Request, slug: str, public_id: str) -> Response:
        application, body = self.application(slug, public_id), self.body()
        screening.exclude(application=application, by=person(request), **body)
        return self.told(slug, public_id)


class SelectionRuns(OfficeEndpoint):
    queryset = SelectionRun.objects.none()
    filterset_class = RunFilter
    operations = {"GET": does.LIST_RUNS, "POST": does.START_RUN}

    def get(self, request: Request, slug: str) -> Response:
        runs = SelectionRun.objects.filter(call=call_named(slug))
        return self.rows(runs.select_related("call", "requested_by").defer("input", "result"))

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()
        run = selection.request(call=call, by=person(request))
        response = self.row(run)
        response["Location"] = reverse("api-office-run", args=[run.public_id])
        response["Retry-After"] = str(QUEUE_SECONDS)
        return response


class SelectionRunDetail(OfficeEndpoint):
    queryset = SelectionRun.objects.none()
    operations = {"GET": does.READ_RUN}

    def get(self, request: Request, public_id: str) -> Response:
        runs = SelectionRun.objects.select_related("call", "requested_by").defer("input")
        return self.row(found(runs, public_id=public_id))


class DecisionEndpoint(OfficeEndpoint):
    """What all addresses of decisions share: how they are found and told."""

    queryset = Decision.objects.none()

    @staticmethod
    def decisions() -> QuerySet[Decision]:
        return Decision.objects.select_related(
            "call", "run", "deviation", "proposed_by", "confirmed_by", "rejected_by"
        ).defer("run__input", "run__result", "memo")

    def decision(self, public_id: str) -> Decision:
        return found(self.decisions(), public_id=public_id)

    def told(self, public_id: str) -> Response:
        decision = self.decision(public_id)
        return self.row(decision, applications=sealed_by_id(decision.call))


def sealed_by_id(call: Call) -> dict[str, Application]:
    sealed = Application.objects.filter(call=call).sealed()
    rows = sealed.select_related("municipality", "valid_version").order_by("pk")
    return {application.public_id: application for application in rows}


class Decisions(DecisionEndpoint):
    filterset_class = DecisionFilter
    operations = {"GET": does.LIST_DECISIONS, "POST": does.PROPOSE}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        rows = self.decisions().filter(call=call)
        return self.rows(rows, applications=sealed_by_id(call))

    def post(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        run = SelectionRun.objects.filter(call=call, public_id=body["run"]).first()
        if run is None:
            raise Refusal("unknown_choice", field="run")
        proposed = decision.propose(run=run, by=person(request))
        response = self.told(proposed.public_id)
        response["Location"] = reverse("api-office-decision", args=[proposed.public_id])
        return response


class DecisionDetail(DecisionEndpoint):
    operations = {"GET": does.READ_DECISION}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told(public_id)


class ConfirmDecision(DecisionEndpoint):
    operations = {"POST": does.CONFIRM_DECISION}

    def post(self, request: Request, public_id: str) -> Response:
        proposed, body = self.decision(public_id), self.body()
        read = body.get("sha256", proposed.digest)
        decision.confirm(decision=proposed, read=read, by=person(request))
        return self.told(public_id)


class RejectDecision(DecisionEndpoint):
    operations = {"POST": does.REJECT_DECISION}

    def post(self, request: Request, public_id: str) -> Response:
        proposed, body = self.decision(public_id), self.body()
        decision.reject(decision=proposed, read=proposed.digest, by=person(request), **body)
        return self.told(public_id)


class AnnouncementEndpoint(OfficeEndpoint):
    """What both addresses of an announcement share: how it is told."""

    queryset = Announcement.objects.none()

    def told(self, call: Call) -> Response:
        rows = Announcement.objects.select_related("call", "prepared_by", "confirmed_by")
        awards = Award.objects.filter(call=call, state="granted").select_related("municipality")
        return self.row(found(rows, call=call), awards=awards)


class AnnouncementDetail(AnnouncementEndpoint):
    operations = {"GET": does.READ_ANNOUNCEMENT, "PUT": does.PREPARE}

    def get(self, request: Request, slug: str) -> Response:
        return self.told(call_named(slug))

    def put(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        announcement.prepare(call=call, by=person(request), **body)
        return self.told(call)


class ConfirmAnnouncement(AnnouncementEndpoint):
    operations = {"POST": does.CONFIRM_ANNOUNCEMENT}

    def post(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        announcement.confirm(call=call, by=person(request), **body)
        return self.told(call)


class Notices(OfficeEndpoint):
    queryset = Notice.objects.none()
    filterset_class = NoticeFilter
    operations = {"GET": does.LIST_NOTICES}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        opened = policies.may_open_content(call, self.at + call.clock_shift).allowed
        order = ("due_at", "id") if opened else ("application__municipality__name", "id")
        letters = Notice.objects.filter(call=call).defer("body").order_by(*order)
        return self.rows(letters.select_related("application__municipality"), opened=opened)
