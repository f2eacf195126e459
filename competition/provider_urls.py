"""Addresses of an Open ID Connect provider; there are none where the operator has set none."""

from django.urls import path

from competition.views.accounts import provider

urlpatterns = [
    path("mit/<slug:provider_id>/", provider.begin, name="openid_connect_login"),
    path("mit/<slug:provider_id>/zurueck/", provider.come_back, name="openid_connect_callback"),
]
