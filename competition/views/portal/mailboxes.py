"""Shared mailboxes of a municipality: entering one, taking it out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import MailboxForm
from competition.models import Mailbox
from competition.services import mailboxes
from competition.views.circle.door import Door, show


def add(request: HttpRequest, door: Door) -> HttpResponse:
    form = MailboxForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                mailboxes.add(municipality=door.municipality, by=door.person, **form.cleaned_data)
            except Refusal as refusal:
                refusals.show(form, refusal)
                status = refusal.status
            else:
                note = _(
                    "Ein Link geht an %(address)s. Das Postfach zählt, sobald er geöffnet ist."
                )
                messages.success(request, note % form.cleaned_data)
                return redirect(door.to("municipality"))
    return show(request, door, "mailbox", form=form, status=status)


def remove(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    found = (
        Mailbox.objects.select_related("municipality")
        .filter(municipality=door.municipality, pk=pk)
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    mailboxes.remove(mailbox=found, by=door.person)
    note = _("%(address)s erhält keine Kopien mehr.")
    messages.success(request, note % {"address": found.address})
    return redirect(door.to("municipality"))
