from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """Load the tasks, so that every process knows the names that nudges use."""
        from reviews import tasks  # noqa: F401, PLC0415  # models must be ready first
