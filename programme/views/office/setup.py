"""Setting up the funded years: the period, the reports, the tranches; and publishing them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from programme.forms import programmes as typed
from programme.forms.consultations import VersionForm
from programme.models import Programme
from programme.queries.programmes import of
from programme.services import programmes
from programme.views.office.access import context_of

START = {"version": 0, "award_form": "agreement"}


@dataclass(frozen=True, slots=True)
class Typed:
    """The page's three forms. ``reports`` and ``tranches`` are None once they are fixed."""

    form: typed.SetupForm
    reports: Any
    tranches: Any

    def is_valid(self) -> bool:
        """All of them, so that every mistake is told at once."""
        parts = [each for each in (self.form, self.reports, self.tranches) if each is not None]
        return not [each for each in parts if not each.is_valid()]

    @property
    def values(self) -> dict[str, Any]:
        """As the services take them."""
        given: dict[str, Any] = {"fields": self.form.typed}
        if self.reports is not None:
            given["requirements"] = typed.typed_requirements(self.reports)
            given["tranches"] = typed.typed_tranches(self.tranches)
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def setup(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    programme = of(call)
    if request.method == "POST" and request.POST.get("act") == "publish" and programme:
        return _published(request, programme)
    forms = _forms(programme, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, call, programme, forms)
    if not forms.is_valid():
        return _page(request, call, programme, forms, status=400)
    try:
        _save(request, call, programme, forms)
    except Refusal as refusal:
        show(forms.form, refusal)
        return _page(request, call, programme, forms, status=refusal.status)
    messages.success(request, _("Gespeichert."))
    return redirect("office-programme-setup", slug)


def _published(request: OfficeRequest, programme: Programme) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refusal("malformed")
    try:
        read = form.cleaned_data["version"]
        programmes.publish(programme=programme, by=request.user, read=read)
    except Refusal as refusal:
        forms = _forms(programme, None)
        messages.error(request, refusal.sentence)
        return _page(request, programme.call, programme, forms, status=refusal.status)
    messages.success(request, _("Der Förderzeitraum ist veröffentlicht."))
    return redirect("office-programme", programme.call.slug)


def _save(request: OfficeRequest, call: Call, programme: Programme | None, forms: Typed) -> None:
    if programme is None:
        programmes.create(call=call, by=request.user, **forms.values)
        return
    read = forms.form.cleaned_data["version"]
    programmes.change(programme=programme, by=request.user, read=read, **forms.values)


def _forms(programme: Programme | None, data: Any) -> Typed:
    is_fixed = programme is not None and programmes.is_fixed(programme)
    given = {name: getattr(programme, name) for name in programmes.FIELDS} if programme else {}
    initial = START | given | ({"version": programme.version} if programme else {})
    form = typed.SetupForm(data, initial=initial, is_fixed=is_fixed)
    if is_fixed:
        return Typed(form, None, None)
    rows = typed.requirement_rows(programme)
    names = [(each["key"], each["title"]) for each in rows]
    return Typed(
        form,
        typed.RequirementRows(data, prefix="reports", initial=rows),
        typed.TrancheRows(
            data,
            prefix="tranches",
            initial=typed.tranche_rows(programme),
            form_kwargs={"reports": names},
        ),
    )


def _page(
    request: OfficeRequest,
    call: Call,
    programme: Programme | None,
    forms: Typed,
    *,
    status: int = 200,
) -> HttpResponse:
    context = context_of(call) | {
        "programme": programme,
        "hindrance": None if programme else programmes.hindrance(call, clock.now(call)),
        "form": forms.form,
        "reports": forms.reports,
        "tranches": forms.tranches,
        "is_bound": forms.form.is_bound,
        "requirements": programme.requirements.all() if programme else [],
        "parts": programme.tranches.select_related("requirement") if programme else [],
    }
    return render(request, "office/programme/setup.html", context, status=status)
