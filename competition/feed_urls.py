"""Feeds and dates to subscribe to. First of those under open-data/, so that no call hides a
feed."""

from django.urls import URLPattern, path

from competition.views import feeds

urlpatterns: list[URLPattern] = [
    path("open-data/feed.atom", feeds.of_all, name="feed-all"),
    path("open-data/<slug:slug>/feed.atom", feeds.of_call, name="feed"),
    path("wettbewerbe/<slug:slug>/termine.ics", feeds.dates, name="call-dates"),
]
