"""Payment requests: what was asked for, who certified it, who ordered it, when it was paid."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme.forms.tranches import PaidForm, ReadForm, RejectionForm
from programme.models import PaymentRequest, Programme
from programme.queries import tranches as found
from programme.services import tranches
from programme.views.office.access import context_of, programme_of, with_programme


@require_safe
@office_only
@with_programme
def requests(request: OfficeRequest, programme: Programme) -> HttpResponse:
    context = context_of(programme.call) | {
        "programme": programme,
        "page": page_of(request, found.requests_in(programme)),
        "sums": found.sums(programme),
    }
    return render(request, "office/programme/payments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def request(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    programme = programme_of(slug)
    payment = found.request_of(programme, pk)
    if request.method != "POST":
        return _page(request, programme, payment)
    if request.POST.get("act") not in ACTS:
        raise Refusal("malformed")
    make, do, done = ACTS[request.POST["act"]]
    if do is tranches.order:
        second_factor.require_fresh(request)
    form = make(request.POST)
    if not form.is_valid():
        return _page(request, programme, payment, form, status=400)
    try:
        do(request=payment, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, programme, payment, form, status=refusal.status)
    messages.success(request, str(done()))
    return redirect("office-payment", slug, pk)


# Per button: its form, the act, and what is said afterwards.
ACTS: dict[str, tuple[type[Form], Callable[..., PaymentRequest], Callable[[], str]]] = {
    "certify": (
        ReadForm,
        tranches.certify,
        lambda: _("Bescheinigt. Anordnen muss eine zweite Person."),
    ),
    "order": (
        ReadForm,
        tranches.order,
        lambda: _("Angeordnet. Die Kommune bekommt ein Schreiben."),
    ),
    "reject": (
        RejectionForm,
        tranches.reject,
        lambda: _("Abgelehnt. Die Kommune bekommt ein Schreiben."),
    ),
    "pay": (PaidForm, tranches.enter_paid, lambda: _("Die Überweisung ist eingetragen.")),
}


def _page(
    request: OfficeRequest,
    programme: Programme,
    payment: PaymentRequest,
    typed: Form | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = context_of(programme.call) | {
        "programme": programme,
        "payment": payment,
        "award": payment.agreement.award,
        "other_ibans": found.others_ibans(payment),
        "is_own": payment.checked_by_id == request.user.pk,
        "reading": ReadForm(initial={"read": payment.digest}),
        "rejection": typed if isinstance(typed, RejectionForm) else RejectionForm(),
        "paying": typed if isinstance(typed, PaidForm) else PaidForm(),
        "errors": typed,
    }
    return render(request, "office/programme/payment.html", context, status=status)
