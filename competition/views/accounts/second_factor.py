"""The second factor: an app, passkeys, recovery codes."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as code_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery_flows
from allauth.mfa.totp import views as app_views
from allauth.mfa.totp.internal import flows as app_flows
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from competition.errors import Refusal
from competition.forms.accounts import ActivateAppForm, PasskeyForm
from competition.services import second_factors
from competition.services.second_factors import Kind
from competition.views.accounts.frame import Frame


class Overview(Frame, code_views.IndexView):
    http_method_names = ["get", "head"]
    template_name = "people/second_factor.html"


@login_required
@require_safe
def required(request: HttpRequest) -> HttpResponse:
    return render(request, "people/second_factor_required.html")


class ActivateApp(Frame, app_views.ActivateTOTPView):
    template_name = "people/app_activate.html"
    form_class = ActivateAppForm

    def form_valid(self, form: ActivateAppForm) -> HttpResponse:
        app, _codes = app_flows.activate_totp(self.request, form)
        second_factors.remember_step(app, form.step)
        return redirect("mfa_view_recovery_codes")


class DeactivateApp(Frame, app_views.DeactivateTOTPView):
    template_name = "people/app_deactivate.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """GET says how many are left; POST makes ten new ones and shows them, this once."""
    if not second_factors.has_one(request.user):
        raise Refusal("not_found")
    return _new_codes(request) if request.method == "POST" else _codes_left(request)


def _codes_left(request: HttpRequest) -> HttpResponse:
    codes = Authenticator.objects.filter(user=request.user, type=Kind.RECOVERY_CODES).first()
    context = {
        "left_count": len(codes.wrap().get_unused_codes()) if codes else 0,
        "were_shown": bool(codes and codes.wrap().did_view),
        "codes": [],
    }
    return render(request, "people/recovery_codes.html", context)


@reauthentication_required(app="allauth.mfa")
def _new_codes(request: HttpRequest) -> HttpResponse:
    codes = recovery_flows.generate_recovery_codes(request).wrap()
    codes.mark_as_viewed()
    context = {"codes": codes.get_unused_codes(), "left_count": 0, "were_shown": True}
    return render(request, "people/recovery_codes.html", context)


class Passkeys(Frame, passkey_views.ListWebAuthnView):
    http_method_names = ["get", "head"]
    template_name = "people/passkeys.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("created_at", "pk")


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


class RemovePasskey(Frame, passkey_views.RemoveWebAuthnView):
    template_name = "people/passkey_remove.html"
