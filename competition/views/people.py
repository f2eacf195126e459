"""Signing in and out."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from competition import policies, queries
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.people import SignInForm
from competition.models import User
from competition.services import sign_in as signing_in


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = _target(request)
    if request.method != "POST":
        if policies.is_person(request.user):
            return HttpResponseRedirect(target or _home(request.user))
        return _form(request, SignInForm(), target)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _form(request, form, target, status=400)
    try:
        person = signing_in.verify(**form.cleaned_data)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _form(request, form, target, status=refusal.status)
    login(request, person)
    return HttpResponseRedirect(target or _home(person))


def _form(
    request: HttpRequest, form: SignInForm, target: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "next": target}
    return render(request, "people/sign_in.html", context, status=status)


def _target(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""


def _home(person: User) -> str:
    if queries.memberships_of(person).exists():
        return reverse("portal")
    return reverse("office" if policies.is_office(person) else "start")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("Sie sind abgemeldet."))
    return redirect("start")
