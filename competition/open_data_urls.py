"""Open data: English addresses for programs, and two pages about them."""

from django.urls import path

from competition.views import open_data

CALL = "open-data/<slug:slug>/"

urlpatterns = [
    path("open-data/", open_data.index, name="open-data"),
    path(CALL, open_data.call, name="open-data-call"),
    *(
        path(f"{CALL}{name}", open_data.file, {"name": name}, name=f"open-data-{title}")
        for title, name in (
            ("awards-csv", "awards.csv"),
            ("awards-json", "awards.json"),
            ("former-csv", "awards-former.csv"),
            ("decision", "decision.json"),
            ("statistics", "statistics.csv"),
        )
    ),
    path(
        f"{CALL}decision-<int:version>.json",
        open_data.decision,
        name="open-data-decision-version",
    ),
    path(f"{CALL}catalog.jsonld", open_data.catalog, name="open-data-catalog"),
]
