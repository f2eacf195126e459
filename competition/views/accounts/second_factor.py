"""The second factor: an app, passkeys, recovery codes."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.accounts import ActivateAppForm, PasskeyForm
from competition.services import second_factors
from competition.services.second_factors import Kind
from competition.views.accounts.frame import Frame, person_of


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {"kinds": second_factors.counts(person_of(request))}
    return render(request, "people/second_factor.html", context)


@login_required
@require_safe
def required(request: HttpRequest) -> HttpResponse:
    return render(request, "people/second_factor_required.html")


@method_decorator(login_required, name="dispatch")
class ActivateApp(Frame, app_views.ActivateTOTPView):
    template_name = "people/app_activate.html"
    form_class = ActivateAppForm

    def form_valid(self, form: ActivateAppForm) -> HttpResponse:
        person, key = person_of(self.request), self.request.session.session_key
        second_factors.set_up_app(user=person, secret=form.secret, step=form.step, session_key=key)
        second_factor.vouch(self.request, person, kind=Kind.TOTP)
        messages.success(self.request, _("Die App ist eingerichtet."))
        return redirect("mfa_view_recovery_codes")


class DeactivateApp(Frame, app_views.DeactivateTOTPView):
    template_name = "people/app_deactivate.html"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """GET says how many are left; POST makes ten new ones and shows them, this once."""
    person = person_of(request)
    if request.method == "POST":
        return _new_codes(request)
    if not second_factors.has_one(person):
        raise Refusal("not_found")
    left = second_factors.recovery_codes_left(person)
    context: dict[str, Any] = {"left_count": left, "codes": []}
    return render(request, "people/recovery_codes.html", context)


@reauthentication_required(app="allauth.mfa")
def _new_codes(request: HttpRequest) -> HttpResponse:
    context = {"codes": second_factors.new_recovery_codes(person_of(request)), "left_count": 0}
    return render(request, "people/recovery_codes.html", context)


class Passkeys(Frame, passkey_views.ListWebAuthnView):
    http_method_names = ["get", "head"]
    template_name = "people/passkeys.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("created_at", "pk")


@method_decorator(login_required, name="dispatch")
class AddPasskey(Frame, passkey_views.AddWebAuthnView):
    template_name = "people/passkey_add.html"
    form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(passkey_views.AddWebAuthnView, self).get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return {**context, "js_data": {"creation_options": options}}

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")


@method_decorator(login_required, name="dispatch")
class RemovePasskey(Frame, passkey_views.RemoveWebAuthnView):
    template_name = "people/passkey_remove.html"
