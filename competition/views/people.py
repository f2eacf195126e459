"""Signing in and out."""

import secrets
from datetime import timedelta

from django.conf import settings
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

# Marks a browser in which somebody has signed in before; it opens nothing by itself.
DEVICE = "device"
DEVICE_DAYS = 180


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
        person = signing_in.verify(**form.cleaned_data, device=_device(request, form))
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _form(request, form, target, status=refusal.status)
    login(request, person)
    response = HttpResponseRedirect(target or _home(person))
    response.set_signed_cookie(
        DEVICE,
        f"{signing_in.address_digest(person.email)}.{secrets.token_hex(16)}",
        max_age=timedelta(days=DEVICE_DAYS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _device(request: HttpRequest, form: SignInForm) -> str:
    """The browser's mark, if it was set for just this address; "" otherwise."""
    age = timedelta(days=DEVICE_DAYS)
    address, _dot, mark = (
        request.get_signed_cookie(DEVICE, default="", max_age=age) or ""
    ).partition(".")
    return mark if address == signing_in.address_digest(form.cleaned_data["email"]) else ""


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
