"""Passwords: forgotten, changed, set for the first time."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.forms import UserTokenForm
from allauth.account.internal.flows import password_reset
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView

from competition.accounts import links
from competition.errors import Refusal
from competition.forms.accounts import (
    ChangePasswordForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from competition.services import account_letters
from competition.views.accounts.frame import Frame

COOKIE = "new_link"


class ForgottenPassword(Frame, account_views.PasswordResetView):
    template_name = "people/password_forgotten.html"
    form_class = ResetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        account_letters.count(form.cleaned_data["email"], opens="password")
        response: HttpResponse = super().form_valid(form)
        return response


class LinkSent(Frame, account_views.PasswordResetDoneView):
    http_method_names = ["get", "head"]
    template_name = "people/password_link_sent.html"


class NewPassword(Frame, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """The page behind the link of the letter; the token is in no address."""

    template_name = "people/password_new.html"
    form_class = ResetPasswordKeyForm
    success_url = reverse_lazy("sign-in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["key"] != links.PLACE:
            parts = {"uidb36": links.PLACE, "key": links.PLACE}
            to = reverse("account_reset_password_from_key", kwargs=parts)
            return links.put_aside(f"{kwargs['uidb36']} {kwargs['key']}", name=COOKIE, to=to)
        uid, _blank, key = links.taken(request, COOKIE).partition(" ")
        proof = UserTokenForm(data={"uidb36": uid, "key": key})
        if not proof.is_valid() or not proof.reset_user.is_active:
            raise Refusal("link_used")
        self.person = proof.reset_user
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.person}

    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponse:
        form.save()
        password_reset.finalize_password_reset(self.request, self.person)
        return redirect(self.get_success_url())


class ChangePassword(Frame, account_views.PasswordChangeView):
    template_name = "people/password_change.html"
    form_class = ChangePasswordForm


class SetPassword(Frame, account_views.PasswordSetView):
    template_name = "people/password_set.html"
    form_class = SetPasswordForm
