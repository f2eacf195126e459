"""Conflicts to be settled, and to be recorded: the chair's page and the office's."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Application, Call, User
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import policies, queries
from reviews.forms.conflicts import RecordForm, SettlementForm
from reviews.models import Conflict, JuryMember
from reviews.models.jury import Severity
from reviews.services import conflicts, settlements
from reviews.services.settlements import Planned
from reviews.views.desk_lines import page_of


@dataclass
class Desk:
    """The page as one person sees it."""

    call: Call
    person: User
    name: str
    template: str
    as_office: bool
    found: list[Conflict] = field(init=False)

    def __post_init__(self) -> None:
        """Two queries for the office: who of the jury may settle what is a question to a head."""
        self.found = list(queries.conflicts_of(self.call))
        members = self.call.jury_members.select_related("user")
        self.members = list(members.order_by("user__name", "pk"))
        self.settler = (
            None if self.as_office else settlements.settler_of(call=self.call, by=self.person)
        )

    @property
    def is_office(self) -> bool:
        return self.settler is None or self.settler.is_office

    @property
    def chair(self) -> JuryMember | None:
        return next((each for each in self.members if each.is_chair), None)

    def pending(self) -> list[Conflict]:
        return [each for each in self.found if not each.settlement and _is_for_settling(each)]

    def settlement(self, data: object = None) -> SettlementForm:
        pending = self.pending()
        head = None if self.is_office else self.settler
        closed = [each.pk for each in pending if head and not head.decides(each)]
        return SettlementForm(
            pending=pending,
            closed=closed,
            asks_for_absence=self.is_office and self.chair is not None,
            data=data,
        )

    def record(self, data: object = None) -> RecordForm:
        return RecordForm(
            jurors=[each for each in self.members if each.user_id != self.person.pk],
            titles=queries.admitted(self.call).values_list(
                "public_id", "municipality__name", "valid_version__title"
            ),
            data=data,
        )

    def application(self, public_id: str) -> Application:
        """One of those that may be named. Raises ``unknown_choice``."""
        found = queries.admitted(self.call).filter(public_id=public_id).first()
        if found is None:
            raise Refusal("unknown_choice", field="application")
        return found


def _is_for_settling(conflict: Conflict) -> bool:
    return conflict.severity == Severity.SOFT or conflict.contested_at is not None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_jury(request: HttpRequest, slug: str) -> HttpResponse:
    chair = policies.require_head(request.user, slug)
    second_factor.require(request)
    desk = Desk(chair.call, chair.user, "jury-conflicts", "jury/conflicts.html", False)
    return _answer(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def of_office(request: OfficeRequest, slug: str) -> HttpResponse:
    desk = Desk(call_of(slug), request.user, "office-conflicts", "office/conflicts.html", True)
    return _answer(request, desk)


def _answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk, desk.settlement(), desk.record())
    if request.POST.get("act") == "record":
        return _recorded(request, desk)
    return _settled(request, desk)


def _settled(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First what will be done and what not, and why; done when that was read."""
    form = desk.settlement(request.POST)
    if not form.is_valid():
        return _page(request, desk, form, desk.record(), status=400)
    wanted: dict[str, Any] = {
        "call": desk.call,
        "chosen": form.chosen(),
        "settlement": form.cleaned_data["settlement"],
        "by": desk.person,
        "stands_in": form.cleaned_data.get("stands_in", False),
    }
    try:
        if request.POST.get("act") == "settle":
            planned = settlements.settle(**wanted, reason=form.cleaned_data["reason"])
            _say(request, planned)
            return redirect(desk.name, slug=desk.call.slug)
        planned = settlements.plan(**wanted)
        if not planned:
            raise Refusal("nothing_chosen")
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, desk, form, desk.record(), status=refusal.status)
    return _page(request, desk, form, desk.record(), planned=planned)


def _say(request: HttpRequest, planned: list[Planned]) -> None:
    done = sum(each.refusal is None for each in planned)
    left = len(planned) - done
    said = ngettext("%(count)s entschieden.", "%(count)s entschieden.", done) % {"count": done}
    if left:
        undone = ngettext(
            "%(count)s nicht: Der Stand hat sich geändert, oder das ist dort nicht möglich.",
            "%(count)s nicht: Der Stand hat sich geändert, oder das ist dort nicht möglich.",
            left,
        )
        messages.warning(request, f"{said} {undone % {'count': left}}")
    else:
        told = _("Die Mitglieder bekommen ein Schreiben.")
        messages.success(request, f"{said} {told}")


def _recorded(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = desk.record(request.POST)
    if form.is_valid():
        try:
            conflicts.record(
                juror=form.jurors[form.cleaned_data["juror"]],
                application=desk.application(form.cleaned_data["application"]),
                reason=form.cleaned_data["conflict_reason"],
                note=form.cleaned_data["note"],
                by=desk.person,
            )
        except Refusal as refusal:
            refusals.show(form, refusal, {"reason": "conflict_reason"})
        else:
            messages.success(
                request, _("Die Befangenheit ist vermerkt. Das Mitglied bekommt ein Schreiben.")
            )
            return redirect(desk.name, slug=desk.call.slug)
    return _page(request, desk, desk.settlement(), form, status=400)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: SettlementForm,
    recording: RecordForm,
    *,
    planned: list[Planned] | None = None,
    status: int = 200,
) -> HttpResponse:
    settled = [each for each in desk.found if each.settlement]
    standing = [each for each in desk.found if not each.settlement and not _is_for_settling(each)]
    context = {
        "call": desk.call,
        "synthetic": desk.call.is_synthetic,
        "is_office": desk.is_office,
        "chair": desk.chair,
        "form": form,
        "recording": recording,
        "planned": planned,
        "doable_count": sum(each.refusal is None for each in planned or ()),
        "settled": settled,
        # Kinship and the like are the juror's own; the chair learns of them only when contested.
        "page": page_of(request, standing if desk.is_office else []),
    }
    return render(request, desk.template, context, status=status)
