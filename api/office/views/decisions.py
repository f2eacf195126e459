"""Decisions: proposed by one person, confirmed or discarded by another."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import DecisionFilter
from api.office.operations import decisions as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from competition.errors import Refusal
from competition.models import Application, Call, User
from reviews.decisions import exposure
from reviews.decisions.proposal import Wish
from reviews.models import Decision, SelectionRun
from reviews.services import decision


class DecisionEndpoint(OfficeEndpoint):
    """What all addresses of decisions share: how they are found and told."""

    queryset = Decision.objects.none()

    @staticmethod
    def decisions() -> QuerySet[Decision]:
        return Decision.objects.select_related(
            "call", "run", "deviation", "proposed_by", "confirmed_by", "rejected_by"
        ).defer("run__input", "run__result", "memo")

    def decision(self, public_id: str) -> Decision:
        return found(self.within(self.decisions()), public_id=public_id)

    def told(self, public_id: str) -> Response:
        decision = self.decision(public_id)
        applications = sealed_by_id(decision.call)
        selected = [applications[each] for each in decision.selected]
        singled_out = exposure.ids(decision.call, decision.run, selected)
        return self.row(decision, applications=applications, singled_out=singled_out)


def sealed_by_id(call: Call) -> dict[str, Application]:
    sealed = Application.objects.filter(call=call).sealed()
    named = sealed.select_related("municipality", "valid_version").defer("valid_version__content")
    return {application.public_id: application for application in named.order_by("pk")}


def wished(call: Call, body: dict[str, Any]) -> tuple[SelectionRun, Wish]:
    """The run of this call that a body names, and what is wanted from it."""
    named = {**body}
    runs = SelectionRun.objects.filter(call=call, public_id=named.pop("run"))
    run = runs.select_related("call").first()
    if run is None:
        raise Refusal("unknown_choice", field="run")
    return run, Wish(**named)


class Decisions(DecisionEndpoint):
    filterset_class = DecisionFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_DECISIONS, "POST": does.PROPOSE}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        rows = self.decisions().filter(call=call).order_by("-proposed_at", "public_id")
        return self.rows(rows, applications=sealed_by_id(call))

    def post(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        read = body.pop("sha256", "")
        run, wish = wished(call, body)
        return self.once(lambda: self._proposed(run, wish, read, person(request)))

    def _proposed(self, run: SelectionRun, wish: Wish, read: str, by: User) -> Response:
        proposed = decision.propose(run=run, by=by, wish=wish, read=read)
        response = self.told(proposed.public_id)
        response["Location"] = reverse("api-office-decision", args=[proposed.public_id])
        return response


class PlanOfDecision(DecisionEndpoint):
    operations = {"POST": does.PLAN}

    def post(self, request: Request, slug: str) -> Response:
        run, wish = wished(call_named(slug), self.body())
        return self.once(lambda: self._planned(run, wish, person(request)))

    def _planned(self, run: SelectionRun, wish: Wish, by: User) -> Response:
        plan = decision.plan_of(run=run, by=by, wish=wish)
        applications = sealed_by_id(run.call)
        selected = [applications[each] for each in plan.decision.selected]
        singled_out = exposure.ids(run.call, run, selected)
        return self.row(plan, applications=applications, singled_out=singled_out)


class DecisionDetail(DecisionEndpoint):
    operations = {"GET": does.READ_DECISION}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told(public_id)


class ConfirmDecision(DecisionEndpoint):
    operations = {"POST": does.CONFIRM_DECISION}

    def post(self, request: Request, public_id: str) -> Response:
        proposed, body = self.decision(public_id), self.body()

        def act() -> Response:
            decision.confirm(decision=proposed, read=body["sha256"], by=person(request))
            return self.told(public_id)

        return self.once(act)


class RejectDecision(DecisionEndpoint):
    operations = {"POST": does.REJECT_DECISION}

    def post(self, request: Request, public_id: str) -> Response:
        proposed, body = self.decision(public_id), self.body()

        def act() -> Response:
            decision.reject(
                decision=proposed, read=body["sha256"], reason=body["reason"], by=person(request)
            )
            return self.told(public_id)

        return self.once(act)
