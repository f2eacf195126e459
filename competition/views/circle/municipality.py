"""Who acts for a municipality, who wants to, who is invited, and its mailboxes: one page."""

from django.http import HttpRequest, HttpResponse

from competition import clock, memberships
from competition.views.circle.door import Door, show


def municipality(request: HttpRequest, door: Door) -> HttpResponse:
    found = memberships.circle(door.municipality)
    at = clock.now()
    return show(
        request,
        door,
        "municipality",
        circle=found,
        members=[(each, door.to("membership", each.pk)) for each in found.members],
        requests=[
            (each, door.to("request", each.pk), each.role in door.roles) for each in found.requests
        ],
        invitations=[
            (each, door.to("invitation", each.pk), each.role in door.roles, each.expires_at <= at)
            for each in found.invitations
        ],
        invite=door.to("invite"),
    )
