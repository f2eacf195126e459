"""My account: what belongs to it, its address, its sessions, and proving who one is."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import manage_email
from allauth.mfa.base import views as code_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.accounts import devices
from competition.errors import Refusal
from competition.forms.accounts import (
    AddressForm,
    PasskeyReauthenticateForm,
    ReauthenticateCodeForm,
    ReauthenticateForm,
)
from competition.services import account_letters, second_factors, sessions
from competition.views.accounts.frame import Frame, person_of


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    context = {"has_second_factor": second_factors.has_one(request.user)}
    return render(request, "people/account.html", context)


class Address(Frame, account_views.EmailView):
    template_name = "people/address.html"
    form_class = AddressForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002  # allauth's signature
        form = self.get_form(self.get_form_class())
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        manage_email.raise_if_reauthentication_required(self.request, app="allauth.account")
        account_letters.count(form.cleaned_data["email"])
        messages.info(
            self.request,
            _(
                "Wir haben einen Link an die neue Adresse geschickt. Bis Sie ihn öffnen, gilt die "
                "bisherige."
            ),
        )
        response: HttpResponse = super().form_valid(form)
        return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        sessions.end_all(user=person, but=request.session.session_key)
        messages.success(request, _("Alle anderen Sitzungen sind beendet."))
        return redirect("usersessions_list")
    context = {"sittings": sessions.of(person, request.session.session_key)}
    return render(request, "people/sessions.html", context)


class Reauthenticate(Frame, account_views.ReauthenticateView):
    template_name = "people/reauthenticate.html"
    form_class = ReauthenticateForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise ``sign_in_again`` for whoever has nothing to prove it with here: an account of the
        sign-in service without password and second factor."""
        person = request.user
        if person.is_authenticated and not get_adapter().get_reauthentication_methods(person):
            raise Refusal("sign_in_again")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class ReauthenticateByCode(Frame, code_views.ReauthenticateView):
    template_name = "people/reauthenticate.html"
    form_class = ReauthenticateCodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        mark = devices.mark_of(self.request, self.request.user.email)
        return {**super().get_form_kwargs(), "device": mark}


class ReauthenticateByPasskey(Frame, passkey_views.ReauthenticateWebAuthnView):
    template_name = "people/reauthenticate_passkey.html"
    form_class = PasskeyReauthenticateForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return Frame.form_invalid(self, form)
