from django.apps import AppConfig


class CompetitionConfig(AppConfig):
    name = "competition"

    def ready(self) -> None:
        """Load the tasks, so that every process knows the names that nudges use, the checks, and
        what listens to sign-ins."""
        from competition import checks, tasks  # noqa: F401, PLC0415  # models must be ready first
        from competition.accounts import receivers, sessions  # noqa: F401, PLC0415  # as above
