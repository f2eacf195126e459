"""Who sits in the jury, and what ties the members have: the office's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.forms.appointment import AppointmentForm, CorrectionForm, MemberForm
from reviews.models import JuryMember, Rubric
from reviews.services import jury

NAMES = {"municipality": "ags"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def appointment(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    members = list(call.jury_members.select_related("user", "municipality").order_by("user__name"))
    if request.method != "POST":
        return _page(request, call, members, AppointmentForm(), CorrectionForm(jurors=members))
    if request.POST.get("act") == "correct":
        return _corrected(request, call, members)
    if request.POST.get("act") in ("deputy", "dismiss"):
        return _changed(request, call, members)
    return _appointed(request, call, members)


def _changed(request: OfficeRequest, call: Call, members: list[JuryMember]) -> HttpResponse:
    """The deputy chair is named, or a seat is taken back."""
    form = MemberForm(jurors=members, data=request.POST)
    status = 400
    if form.is_valid():
        juror = form.member()
        try:
            if request.POST["act"] == "deputy":
                jury.name_deputy(call=call, juror=juror, by=request.user)
                done = _("Die Stellvertretung ist gespeichert.")
            elif juror is None:
                raise Refusal("required", field="juror")
            else:
                jury.dismiss(juror=juror, by=request.user)
                done = _("Das Mitglied sitzt nicht mehr in der Jury.")
        except Refusal as refusal:
            refusals.show(form, refusal, {"deputy": "juror"})
            status = refusal.status
        else:
            messages.success(request, done)
            return redirect("office-appointment", slug=call.slug)
    correcting = CorrectionForm(jurors=members)
    return _page(
        request, call, members, AppointmentForm(), correcting, changing=form, status=status
    )


def _appointed(request: OfficeRequest, call: Call, members: list[JuryMember]) -> HttpResponse:
    form = AppointmentForm(request.POST)
    if form.is_valid():
        try:
            juror = jury.appoint(
                call=call,
                user=form.cleaned_data["email"],
                by=request.user,
                is_chair=form.cleaned_data["is_chair"],
                is_deputy_chair=form.cleaned_data["is_deputy_chair"],
                bench=form.cleaned_data["bench"],
                **form.ties(),
            )
        except Refusal as refusal:
            refusals.show(form, refusal, NAMES)
        else:
            messages.success(request, _("%(name)s sitzt in der Jury.") % {"name": juror.user})
            return redirect("office-appointment", slug=call.slug)
    return _page(request, call, members, form, CorrectionForm(jurors=members), status=400)


def _corrected(request: OfficeRequest, call: Call, members: list[JuryMember]) -> HttpResponse:
    form = CorrectionForm(jurors=members, data=request.POST)
    if form.is_valid():
        juror = form.jurors[form.cleaned_data["juror"]]
        try:
            jury.correct_ties(juror=juror, by=request.user, **form.ties())
        except Refusal as refusal:
            refusals.show(form, refusal, NAMES)
        else:
            messages.success(
                request,
                _("Gespeichert. Was sich daraus an Befangenheiten ergibt, ist eingetragen."),
            )
            return redirect("office-appointment", slug=call.slug)
    return _page(request, call, members, AppointmentForm(), form, status=400)


def _page(
    request: OfficeRequest,
    call: Call,
    members: list[JuryMember],
    appointing: AppointmentForm,
    correcting: CorrectionForm,
    *,
    changing: MemberForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "members": members,
        "is_open": Rubric.objects.filter(call=call, frozen_at__isnull=False).exists(),
        "appointing": appointing,
        "correcting": correcting,
        "changing": changing or MemberForm(jurors=members),
    }
    return render(request, "office/appointment.html", context, status=status)
