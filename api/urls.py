"""Addresses of the API, by audience. Whatever else lies under /api/ is ``not_found``."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from api import views
from api.jury.urls import jury_urls
from api.office.urls import office_urls
from api.portal.urls import portal_urls
from api.problems import unknown_address
from api.public import views as public

Address = URLPattern | URLResolver

public_urls: list[Address] = [
    path("calls/", public.Calls.as_view(), name="api-public-calls"),
    path("calls/<slug:slug>/", public.CallDetail.as_view(), name="api-public-call"),
    path("awards/", public.Awards.as_view(), name="api-public-awards"),
    path("awards/<slug:slug>/<slug:ags>/", public.AwardDetail.as_view(), name="api-public-award"),
    path("municipalities/", public.Municipalities.as_view(), name="api-public-municipalities"),
    path(
        "municipalities/<slug:ags>/",
        public.MunicipalityDetail.as_view(),
        name="api-public-municipality",
    ),
]

urlpatterns: list[Address] = [
    path("v1/schema/", views.Schema.as_view(), name="api-schema"),
    path("v1/public/", include(public_urls)),
    path("v1/portal/", include(portal_urls)),
    path("v1/jury/", include(jury_urls)),
    path("v1/office/", include(office_urls)),
    re_path("", unknown_address, name="api-unknown"),
]
