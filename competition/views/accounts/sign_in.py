"""Signing in: password, second factor, passkey; and signing out."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as code_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competition.accounts import devices, provider
from competition.forms.accounts import (
    AuthenticateForm,
    PasskeyProofForm,
    PasskeySignInForm,
    SignInForm,
)
from competition.views.accounts.frame import Frame


class SignIn(Frame, account_views.LoginView):
    template_name = "people/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "provider": provider.button()}


class SecondStep(Frame, code_views.AuthenticateView):
    template_name = "people/second_step.html"
    webauthn_form_class = PasskeyProofForm

    def get_form_class(self) -> Any:
        request, person = self.request, self.stage.login.user

        def form(**more: Any) -> AuthenticateForm:
            return AuthenticateForm(device=devices.mark_of(request, person.email), **more)

        return form

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002  # both forms are kept
        return self.render_to_response(self.get_context_data(), status=400)


class PasskeySignIn(Frame, passkey_views.LoginWebAuthnView):
    """GET gives the browser what a passkey has to sign; POST brings the signature."""

    form_class = PasskeySignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002  # allauth's signature
        return JsonResponse({"request_options": auth.begin_authentication(user=None)})

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002  # what failed is always the same
        messages.error(
            self.request,
            _("Der Passkey wurde nicht angenommen. Bitte versuchen Sie es noch einmal."),
        )
        return redirect("sign-in")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
