"""Addresses for machines, in English.

``/metrics/`` is none of them: without its token it is no address by any method, nor is it one that
lacks a slash (config/middleware/machines.py answers those who have it).
"""

from django.urls import path

from config.monitoring import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
]
