"""The Celery application. Tasks live in tasks.py of each app: nudges; rows are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("modellkommune")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
