"""Addresses of the API, by audience. Whatever else lies under /api/ is ``not_found``."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from api import views
from api.jury.urls import jury_urls
from api.office.urls import office_urls
from api.portal.urls import portal_urls
from api.problems import unknown_address
from api.public.urls import public_urls

Address = URLPattern | URLResolver

urlpatterns: list[Address] = [
    path("v1/schema/", views.Schema.as_view(), name="api-schema"),
    path("v1/public/", include(public_urls)),
    path("v1/portal/", include(portal_urls)),
    path("v1/jury/", include(jury_urls)),
    path("v1/office/", include(office_urls)),
    re_path("", unknown_address, name="api-unknown"),
]
