"""Who works in the office: the list, letting an auditor in, a role taken back, an end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.office_members import AuditorForm
from competition.models import OfficeMember
from competition.services import office_members as service
from competition.views.office.access import OfficeRequest, office_only

ACTS = {"auditor": "auditor", "remove": ""}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def office_members(request: OfficeRequest) -> HttpResponse:
    form = AuditorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        second_factor.require_fresh(request)
        try:
            member = service.admit_auditor(user=form.cleaned_data["email"], by=request.user)
        except Refusal as refusal:
            refusals.show(form, refusal)
            return _page(request, form, status=refusal.status)
        done = _("%(name)s darf jetzt alles lesen und bekommt ein Schreiben darüber.")
        messages.success(request, done % {"name": member.user.name})
        return redirect("office-members")
    return _page(request, form, status=400 if form.errors else 200)


def _page(request: OfficeRequest, form: AuditorForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "members": service.listed()}
    return render(request, "office/office_members.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def office_member(request: OfficeRequest, pk: int) -> HttpResponse:
    member = OfficeMember.objects.select_related("user").filter(pk=pk).first()
    if member is None:
        raise Refusal("not_found")
    refusal: Refusal | None = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise Refusal("malformed")
        second_factor.require_fresh(request)
        is_own = member.user_id == request.user.pk
        try:
            if act == "remove":
                service.remove(member=member, by=request.user)
            else:
                service.change_role(member=member, role=ACTS[act], by=request.user)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, _("Gespeichert. Alle Beteiligten bekommen ein Schreiben."))
            return redirect("start" if is_own else "office-members")
    context = {
        "member": member,
        "is_own": member.user_id == request.user.pk,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "office/office_member.html", context, status=status)
