"""Declaring conflicts of interest: all applications, so many on a page, before any text opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from reviews import policies, progress
from reviews.forms.declaration import DeclarationForm
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage
from reviews.services import conflicts

if TYPE_CHECKING:
    from reviews.progress import DeskApplication

# A form takes a thousand fields (DATA_UPLOAD_MAX_NUMBER_FIELDS), and a row has up to three.
ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the juror's declarations. ``missing``: how many of the assigned ones are neither
    declared nor in conflict, ``others``: how many are not assigned, on all pages together."""

    juror: JuryMember
    page: "Page[DeskApplication]"
    missing: int
    others: int

    def form(self, data: object = None) -> DeclarationForm:
        return DeclarationForm(
            applications=self.page.object_list,
            conflicts={row.application_id: row for row in self.juror.conflicts.order_by("pk")},
            data=data,
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    sheet = _sheet(request, juror)
    if request.method != "POST":
        return _page(request, sheet, sheet.form())
    form = sheet.form(request.POST)
    if form.is_valid():
        try:
            _declare(juror, form)
        except Refusal as refusal:
            # Read anew: what the register says by now has been entered.
            sheet = _sheet(request, juror)
            form = sheet.form(request.POST)
            refusals.show(form, refusal)
        else:
            return _further(request, sheet)
    return _page(request, sheet, form, status=400)


def _sheet(request: HttpRequest, juror: JuryMember) -> Sheet:
    """The page that ``?page=`` names; any other is ``not_found``."""
    total, missing, others = progress.declaration_counts(juror)
    rows = progress.declarations(juror).prefetch_related("participants__municipality")
    try:
        number = Paginator(range(total), ROWS_PER_PAGE).page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Refusal("not_found") from error
    first = number.start_index() - 1 if total else 0
    chosen: Sequence[DeskApplication] = list(rows[first : first + ROWS_PER_PAGE])
    page: Page[DeskApplication] = Page(chosen, number.number, number.paginator)  # type: ignore[arg-type]  # counted apart
    return Sheet(juror, page, missing, others)


def _further(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """To the next page, or back to the list; and what is left is said."""
    slug = sheet.juror.call.slug
    _say_what_is_left(request, sheet.juror)
    if sheet.page.has_next():
        address = reverse("jury-declaration", args=[slug])
        return redirect(f"{address}?page={sheet.page.next_page_number()}")
    return redirect("jury-call", slug=slug)


def _declare(juror: JuryMember, form: DeclarationForm) -> None:
    answers, contests = form.answers(), form.contests()
    if answers or contests:
        conflicts.declare(
            juror=juror,
            answers=answers,
            by=juror.user,
            notes=form.notes(),
            contests=contests,
            understood=form.understood(),
        )


def _say_what_is_left(request: HttpRequest, juror: JuryMember) -> None:
    left = progress.desk(juror).filter(stage=Stage.UNDECLARED).count()
    if not left:
        messages.success(request, _("Ihre Erklärungen sind gespeichert und vollständig."))
        return
    messages.warning(
        request,
        ngettext(
            "Gespeichert. Bei %(count)s Bewerbung fehlt Ihre Erklärung noch.",
            "Gespeichert. Bei %(count)s Bewerbungen fehlt Ihre Erklärung noch.",
            left,
        )
        % {"count": left},
    )


def _page(
    request: HttpRequest, sheet: Sheet, form: DeclarationForm, status: int = 200
) -> HttpResponse:
    call = sheet.juror.call
    at = clock.now(call)
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "is_open": Rubric.objects.filter(call=call, frozen_at__lte=at).exists(),
        "form": form,
        "page": sheet.page,
        "missing_count": sheet.missing,
        "others_count": sheet.others,
    }
    return render(request, "jury/declaration.html", context, status=status)
