"""What stands behind the office's acts after the deadline: whose application, which proposal.

Proposals of one person are confirmed or rejected by another.
"""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from competition import clock, policies
from competition.errors import Refusal
from competition.forms.periods import ProposalForm
from competition.models import Application, Call
from competition.views.office.access import OfficeRequest

Proposal = TypeVar("Proposal", bound=Model)


def opened_of(call: Call, public_id: str) -> Application:
    """One application of a call whose content may be opened.

    Raises ``not_found``, or ``call_not_closed`` while everything is sealed.
    """
    shown = (
        Application.objects.filter(call=call, public_id=public_id)
        .select_related("call", "municipality", "contact", "valid_version")
        .first()
    )
    if shown is None:
        raise Refusal("not_found")
    policies.may_open_content(call, clock.now(call)).enforce()
    return shown


def named(request: OfficeRequest, among: "QuerySet[Proposal, Any]") -> Proposal:
    """The proposal that the form names. Raises ``malformed`` or ``not_found``."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        raise Refusal("malformed")
    proposal: Proposal | None = among.filter(pk=form.cleaned_data["proposal"]).first()
    if proposal is None:
        raise Refusal("not_found")
    return proposal


def settled(request: OfficeRequest) -> str:
    """ "confirm" or "reject", as the pressed button says. Raises ``malformed``."""
    act = request.POST.get("act", "")
    if act not in {"confirm", "reject"}:
        raise Refusal("malformed")
    return act
