"""Getting an account, and confirming the address of one."""

from typing import Any

from allauth.account import views as account_views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from competition.accounts import links
from competition.errors import Refusal
from competition.forms.accounts import SignUpForm
from competition.services import account_letters
from competition.views.accounts.frame import Frame

COOKIE = "address_link"


class SignUp(Frame, account_views.SignupView):
    template_name = "people/sign_up.html"
    form_class = SignUpForm

    def form_valid(self, form: Any) -> HttpResponse:
        account_letters.count(form.cleaned_data["email"])
        response: HttpResponse = super().form_valid(form)
        return response


class ConfirmationSent(Frame, account_views.EmailVerificationSentView):
    http_method_names = ["get", "head"]
    template_name = "people/confirmation_sent.html"


class ConfirmAddress(Frame, account_views.ConfirmEmailView):
    """The link opens a page with a button; only the button confirms."""

    template_name = "people/confirm_address.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["key"] != links.PLACE:
            to = reverse("account_confirm_email", kwargs={"key": links.PLACE})
            return links.put_aside(kwargs["key"], name=COOKIE, to=to)
        self.kwargs["key"] = links.taken(request, COOKIE)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:  # noqa: ARG002  # allauth's signature
        found = account_views.get_emailconfirmation_model().from_key(self.kwargs["key"])
        if found is None:
            raise Refusal("link_used")
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.kwargs.pop("key", None)
        return super().get_context_data(**kwargs)
