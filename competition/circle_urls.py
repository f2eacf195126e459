"""Addresses about people: finding a municipality, who acts for it, invitations and mailboxes."""

from django.urls import URLPattern, path

from competition.views import invitations, mailboxes
from competition.views import municipalities as finding
from competition.views.circle import invitations as inviting
from competition.views.circle import membership_requests, memberships
from competition.views.circle.door import READ, WRITE, Room, for_members, for_office
from competition.views.circle.municipality import municipality
from competition.views.office import invitations as office_invitations
from competition.views.office import municipalities as office_municipalities
from competition.views.portal import mailboxes as own_mailboxes
from competition.views.portal import municipalities

OWN = "portal/kommunen/<slug:ags>/"
OFFICE = "geschaeftsstelle/kommunen/<slug:ags>/"

# What a member finds at OWN, the office finds at OFFICE: path, room, name, methods.
ROOMS: list[tuple[str, Room[...], str, tuple[str, ...]]] = [
    ("", municipality, "municipality", READ),
    ("einladen/", inviting.invite, "invite", (*READ, *WRITE)),
    ("einladungen/<int:pk>/", inviting.invitation, "invitation", WRITE),
    ("anfragen/<int:pk>/", membership_requests.decide, "request", (*READ, *WRITE)),
    ("personen/<int:pk>/", memberships.role, "membership", (*READ, *WRITE)),
    ("personen/<int:pk>/ende/", memberships.end, "membership-end", (*READ, *WRITE)),
]

urlpatterns: list[URLPattern] = [
    path("kommunen/", finding.municipalities, name="municipalities"),
    path("wettbewerbe/<slug:slug>/kommune/", finding.choose, name="call-municipality"),
    path("einladung/", invitations.invitation, name="invitation"),
    path("einladung/<str:secret>/", invitations.link, name="invitation-link"),
    path("postfach/", mailboxes.confirm, name="mailbox"),
    path("postfach/<str:secret>/", mailboxes.link, name="mailbox-link"),
    path("portal/kommunen/", municipalities.municipalities, name="portal-municipalities"),
    path("portal/anfragen/<int:pk>/", municipalities.withdraw, name="request-withdraw"),
    path(f"{OWN}anfragen/", municipalities.ask, name="membership-ask"),
    path(f"{OWN}postfaecher/", for_members(own_mailboxes.add), name="mailbox-add"),
    path(
        f"{OWN}postfaecher/<int:pk>/",
        for_members(own_mailboxes.remove, WRITE),
        name="mailbox-remove",
    ),
    *(
        path(f"{OWN}{rest}", for_members(room, methods), name=f"portal-{name}")
        for rest, room, name, methods in ROOMS
    ),
    path(
        "geschaeftsstelle/kommunen/",
        office_municipalities.municipalities,
        name="office-municipalities",
    ),
    path(
        "geschaeftsstelle/einladungen/", office_invitations.invitations, name="office-invitations"
    ),
    path(
        "geschaeftsstelle/einladungen/<int:pk>/",
        office_invitations.invitation,
        name="office-account-invitation",
    ),
    *(
        path(f"{OFFICE}{rest}", for_office(room, methods), name=f"office-{name}")
        for rest, room, name, methods in ROOMS
    ),
]
