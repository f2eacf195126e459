"""Views of the list of applications: kept, renamed, replaced, deleted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.application_list import exports
from competition.application_list.asked import VIEW, Asked
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.forms.saved_view import SavedViewForm
from competition.models import SavedView
from competition.services import saved_views as service
from competition.views.office.access import OfficeRequest, office_only
from competition.views.office.application_list import Desk, desk_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def saved_views(request: OfficeRequest, slug: str) -> HttpResponse:
    desk = desk_of(request, slug)
    found = desk.asked(request)
    if not found.is_valid:
        raise Refusal("filter_refused")
    if request.method != "POST":
        return _list(request, desk, found, SavedViewForm())
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return _list(request, desk, found, form, status=400)
    try:
        kept = service.save(
            by=request.user,
            name=form.cleaned_data["name"],
            query=found.query,
            columns=[column.key for column in found.columns],
            is_shared=form.cleaned_data["is_shared"],
        )
    except Refusal as refusal:
        show(form, refusal)
        return _list(request, desk, found, form, status=refusal.status)
    messages.success(request, _("Die Ansicht „%(name)s“ ist gespeichert.") % {"name": kept.name})
    return _opened(desk, kept)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def saved_view(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_of(request, slug)
    view = next((each for each in desk.views if each.pk == pk), None)
    if view is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _one(request, desk, view, _form_of(view))
    form = SavedViewForm(request.POST) if request.POST.get("act") == "rename" else _form_of(view)
    try:
        return _changed(request, desk, view, form)
    except Refusal as refusal:
        form = form if form.is_bound else SavedViewForm(form.initial)
        show(form, refusal)
        return _one(request, desk, view, form, status=refusal.status)


def _changed(
    request: OfficeRequest, desk: Desk, view: SavedView, form: SavedViewForm
) -> HttpResponse:
    """Renamed, replaced or deleted, as the pressed button says."""
    match request.POST.get("act"):
        case "rename":
            if not form.is_valid():
                return _one(request, desk, view, form, status=400)
            service.rename(view=view, by=request.user, **form.cleaned_data)
            messages.success(request, _("Die Ansicht ist geändert."))
            return redirect("office-saved-views", desk.call.slug)
        case "replace":
            found = desk.asked(request)
            if not found.is_valid:
                raise Refusal("filter_refused")
            keys = [column.key for column in found.columns]
            service.replace(view=view, by=request.user, query=found.query, columns=keys)
            messages.success(request, _("Die Ansicht zeigt jetzt diese Filter und Spalten."))
            return _opened(desk, view)
        case "delete":
            service.delete(view=view, by=request.user)
            messages.success(request, _("Die Ansicht ist gelöscht."))
            return redirect("office-saved-views", desk.call.slug)
    raise Refusal("malformed")


def _form_of(view: SavedView) -> SavedViewForm:
    return SavedViewForm(initial={"name": view.name, "is_shared": view.is_shared})


def _opened(desk: Desk, view: SavedView) -> HttpResponse:
    address = reverse("office-applications", args=[desk.call.slug])
    return redirect(f"{address}?{VIEW}={view.pk}")


def _list(
    request: OfficeRequest, desk: Desk, found: Asked, form: SavedViewForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": desk.call,
        "synthetic": desk.call.is_synthetic,
        "form": form,
        "asked": found,
        "filters": exports.filters_of(found),
        "views": desk.views,
    }
    return render(request, "office/saved_views.html", context, status=status)


def _one(
    request: OfficeRequest, desk: Desk, view: SavedView, form: SavedViewForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "call": desk.call,
        "synthetic": desk.call.is_synthetic,
        "view": view,
        "form": form,
        "is_own": view.owner_id == request.user.pk,
    }
    return render(request, "office/saved_view.html", context, status=status)
