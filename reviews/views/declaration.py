"""Declaring conflicts of interest: all applications on one page, before any text opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from reviews import policies, progress
from reviews.forms.declaration import DeclarationForm
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage
from reviews.services import conflicts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    if request.method != "POST":
        return _page(request, juror, _form(juror))
    form = _form(juror, request.POST)
    if form.is_valid():
        try:
            _declare(juror, form)
        except Refusal as refusal:
            # Read anew: what the register says by now has been entered.
            form = _form(juror, request.POST)
            refusals.show(form, refusal)
        else:
            _say_what_is_left(request, juror)
            return redirect("jury-call", slug=slug)
    return _page(request, juror, form, status=400)


def _form(juror: JuryMember, data: object = None) -> DeclarationForm:
    return DeclarationForm(
        applications=progress.declarations(juror).prefetch_related("participants__municipality"),
        conflicts={row.application_id: row for row in juror.conflicts.order_by("pk")},
        data=data,
    )


def _declare(juror: JuryMember, form: DeclarationForm) -> None:
    answers, contests = form.answers(), form.contests()
    if answers or contests:
        conflicts.declare(
            juror=juror,
            answers=answers,
            by=juror.user,
            notes=form.notes(),
            contests=contests,
            understood=form.understood(),
        )


def _say_what_is_left(request: HttpRequest, juror: JuryMember) -> None:
    left = progress.desk(juror).filter(stage=Stage.UNDECLARED).count()
    if not left:
        messages.success(request, _("Ihre Erklärungen sind gespeichert und vollständig."))
        return
    messages.warning(
        request,
        ngettext(
            "Gespeichert. Bei %(count)s Bewerbung fehlt Ihre Erklärung noch.",
            "Gespeichert. Bei %(count)s Bewerbungen fehlt Ihre Erklärung noch.",
            left,
        )
        % {"count": left},
    )


def _page(
    request: HttpRequest, juror: JuryMember, form: DeclarationForm, status: int = 200
) -> HttpResponse:
    at = clock.now(juror.call)
    context = {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "is_open": Rubric.objects.filter(call=juror.call, frozen_at__lte=at).exists(),
        "form": form,
    }
    return render(request, "jury/declaration.html", context, status=status)
