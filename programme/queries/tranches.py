"""Tranches of an award: which may be requested, what was requested, and what waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from competition.due import Due, Who
from competition.errors import Refusal
from competition.models import Call, User
from programme.models import Agreement, PaymentRequest, Programme, Report, Tranche
from programme.models.report import ReportState
from programme.models.tranche import PaymentRequestQuerySet


@dataclass(frozen=True, slots=True)
class Standing:
    """One tranche of one agreement. ``request``: the one that was not rejected; ``hindrance``: the
    code that asking for it would be refused with, "" where it may be requested now."""

    tranche: Tranche
    request: PaymentRequest | None
    hindrance: str

    @property
    def report_title(self) -> str:
        """The report that must be accepted before, "" where none is needed."""
        return self.tranche.requirement.title if self.tranche.requirement else ""


def standings(agreement: Agreement) -> list[Standing]:
    """Every tranche of an agreement; the one rule of when money may be requested.

    ``agreement`` comes with its award. What was not rejected counts against the award.
    """
    requests = {each.tranche_id: each for each in requests_of(agreement).standing()}
    before = sum(each.amount_cents for each in requests.values())
    accepted = set(
        Report.objects.filter(agreement=agreement, state=ReportState.ACCEPTED).values_list(
            "requirement_id", flat=True
        )
    )
    tranches = Tranche.objects.filter(programme=agreement.programme_id).select_related(
        "requirement"
    )
    return [
        Standing(
            each, requests.get(each.pk), _hindrance(agreement, each, requests, accepted, before)
        )
        for each in tranches.order_by("number")
    ]


def _hindrance(
    agreement: Agreement,
    tranche: Tranche,
    requests: dict[int, PaymentRequest],
    accepted: set[int],
    before_cents: int,
) -> str:
    if not agreement.is_in_force:
        return "agreement_not_in_force"
    if tranche.pk in requests:
        return "tranche_requested"
    if tranche.requirement_id and tranche.requirement_id not in accepted:
        return "report_not_accepted"
    if before_cents + tranche.amount_cents > agreement.award.amount_cents:
        return "award_exceeded"
    return ""


def requests_of(agreement: Agreement) -> PaymentRequestQuerySet:
    """All requests of an agreement, the latest first."""
    return PaymentRequest.objects.filter(agreement=agreement).select_related(
        "tranche", "requested_by", "checked_by", "approved_by", "rejected_by"
    )


def paid_cents(requests: Iterable[PaymentRequest]) -> int:
    """What of these requests was transferred so far, in cents."""
    return sum(each.amount_cents for each in requests if each.paid_on)


# How far a request is, and the rows of which that is true.
STATES = {
    "requested": Q(rejected_at__isnull=True, checked_at__isnull=True),
    "certified": Q(rejected_at__isnull=True, checked_at__isnull=False, approved_at__isnull=True),
    "ordered": Q(approved_at__isnull=False, paid_on__isnull=True),
    "paid": Q(paid_on__isnull=False),
    "rejected": Q(rejected_at__isnull=False),
}


def state_of(request: PaymentRequest) -> str:
    """How far a request is: one of ``STATES``."""
    if request.rejected_at:
        return "rejected"
    if request.paid_on:
        return "paid"
    if request.approved_at:
        return "ordered"
    return "certified" if request.checked_at else "requested"


def requests_in(programme: Programme) -> PaymentRequestQuerySet:
    """All requests of a programme, the latest first, with everything that a list shows."""
    return requests_in_call(programme.call)


def requests_in_call(call: Call) -> PaymentRequestQuerySet:
    """The same, of a call's programme."""
    return PaymentRequest.objects.filter(agreement__programme__call=call).select_related(
        *("tranche", "requested_by", "checked_by", "approved_by", "rejected_by", "paid_by"),
        *("agreement__award__municipality", "agreement__award__application"),
        "agreement__programme__call",
    )


def request_of(programme: Programme, pk: int) -> PaymentRequest:
    """One request of a programme. Raises ``not_found``."""
    request = requests_in(programme).filter(pk=pk).first()
    if request is None:
        raise Refusal("not_found")
    return request


@dataclass(frozen=True, slots=True)
class Sums:
    """Cents of a programme: granted in agreements in force, requested, ordered, paid."""

    granted: int
    requested: int
    ordered: int
    paid: int


def sums(programme: Programme) -> Sums:
    """What is granted, requested, ordered and paid in a programme."""
    granted = Agreement.objects.in_force().filter(programme=programme)
    requests = PaymentRequest.objects.standing().filter(agreement__programme=programme)
    found = requests.aggregate(
        requested=Sum("amount_cents", default=0),
        ordered=Sum("amount_cents", filter=Q(approved_at__isnull=False), default=0),
        paid=Sum("amount_cents", filter=Q(paid_on__isnull=False), default=0),
    )
    return Sums(
        granted.aggregate(sum=Sum("award__amount_cents", default=0))["sum"],
        found["requested"],
        found["ordered"],
        found["paid"],
    )


def last_account(agreement: Agreement) -> dict[str, str]:
    """The account of the latest request that was not rejected, as a start for the next."""
    last = requests_of(agreement).standing().first()
    return {"iban": last.iban, "payment_reference": last.payment_reference} if last else {}


def others_ibans(request: PaymentRequest) -> list[str]:
    """Accounts that the same municipality has named in other requests, other than this one's."""
    others = PaymentRequest.objects.filter(agreement=request.agreement_id).exclude(pk=request.pk)
    found = others.exclude(iban=request.iban).order_by("iban").values_list("iban", flat=True)
    return list(found.distinct())


def due(
    programme: Programme,
    at: datetime,  # noqa: ARG001  # every source is asked alike
    user: User,
) -> Iterator[Due]:
    """Requests to be certified, ordered or noted as paid."""
    for each in requests_in(programme).standing().filter(paid_on__isnull=True).order_by("pk"):
        yield _due(each, user)


def _due(request: PaymentRequest, user: User) -> Due:
    name = {"name": request.agreement.award.municipality.name, "n": request.tranche.number}
    page, of = "office-payment", str(request.pk)
    if request.checked_at is None:
        text = _("%(name)s: %(n)s. Teilbetrag sachlich und rechnerisch prüfen")
        return Due(text % name, page, public_id=of)
    if request.approved_at is None and request.checked_by_id == user.pk:
        text = _("%(name)s: %(n)s. Teilbetrag wartet auf die Anordnung durch die zweite Person")
        return Due(text % name, page, Who.COLLEAGUE, public_id=of)
    if request.approved_at is None:
        return Due(_("%(name)s: %(n)s. Teilbetrag anordnen") % name, page, public_id=of)
    return Due(
        _("%(name)s: Überweisung des %(n)s. Teilbetrags eintragen") % name, page, public_id=of
    )
