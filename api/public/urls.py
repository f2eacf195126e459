"""The public addresses."""

from django.urls import URLPattern, URLResolver, path

from api.public.views import (
    awards,
    calls,
    consultations,
    events,
    municipalities,
    profiles,
    programmes,
    workshops,
)

Address = URLPattern | URLResolver

public_urls: list[Address] = [
    path("calls/", calls.Calls.as_view(), name="api-public-calls"),
    path("calls/<slug:slug>/", calls.CallDetail.as_view(), name="api-public-call"),
    path("awards/", awards.Awards.as_view(), name="api-public-awards"),
    path("awards/<slug:slug>/<slug:ags>/", awards.AwardDetail.as_view(), name="api-public-award"),
    path(
        "municipalities/", municipalities.Municipalities.as_view(), name="api-public-municipalities"
    ),
    path(
        "municipalities/<slug:ags>/",
        municipalities.MunicipalityDetail.as_view(),
        name="api-public-municipality",
    ),
    path("programmes/", programmes.Programmes.as_view(), name="api-public-programmes"),
    path(
        "programmes/<slug:slug>/",
        programmes.ProgrammeDetail.as_view(),
        name="api-public-programme",
    ),
    path("profiles/", profiles.Profiles.as_view(), name="api-public-profiles"),
    path(
        "profiles/<slug:slug>/<slug:ags>/",
        profiles.ProfileDetail.as_view(),
        name="api-public-profile",
    ),
    path("workshops/", workshops.Workshops.as_view(), name="api-public-workshops"),
    path("consultations/", consultations.Consultations.as_view(), name="api-public-consultations"),
    path(
        "consultations/<slug:consultation>/",
        consultations.ConsultationDetail.as_view(),
        name="api-public-consultation",
    ),
    path("comments/", consultations.Comments.as_view(), name="api-public-comments"),
    path("events/", events.Events.as_view(), name="api-public-events"),
    path("events/<slug:event>/", events.EventDetail.as_view(), name="api-public-event"),
]
