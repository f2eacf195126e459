from django.apps import AppConfig
from django.core.signals import request_finished


class CompetitionConfig(AppConfig):
    name = "competition"

    def ready(self) -> None:
        """Load the tasks, so that every process knows the names that nudges use, the checks, and
        what listens to sign-ins and to the end of requests."""
        from competition import checks, tasks  # noqa: F401, PLC0415  # models must be ready first
        from competition.accounts import receivers, sessions  # noqa: F401, PLC0415  # as above
        from competition.services import availability  # noqa: PLC0415  # as above

        # After the answer is out: nobody waits while counts are written.
        request_finished.connect(
            lambda **_request: availability.write_notes(), weak=False, dispatch_uid="availability"
        )
