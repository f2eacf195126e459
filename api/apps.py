from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        """Say to the house below that tokens end with the right to act for the office, for a
        municipality or in a jury, with the password and with the last second factor, belong to what
        is stored about a person, and that kept answers go with their application."""
        from api import idempotency, own_tokens, receivers, tokens  # noqa: F401, PLC0415  # models must be ready
        from competition.services import memberships  # noqa: PLC0415  # as above
        from competition.services.erasing import ERASERS  # noqa: PLC0415  # as above
        from competition.services.office_members import ENDINGS  # noqa: PLC0415  # as above
        from competition.services.own_data import MORE  # noqa: PLC0415  # as above
        from reviews.services import jury  # noqa: PLC0415  # as above

        if tokens.end not in ENDINGS:
            ENDINGS.append(tokens.end)
        if tokens.end_of_portal not in memberships.ENDINGS:
            memberships.ENDINGS.append(tokens.end_of_portal)
        if tokens.end_of_jury not in jury.ENDINGS:
            jury.ENDINGS.append(tokens.end_of_jury)
        if own_tokens.OWN not in MORE:
            MORE.append(own_tokens.OWN)
        if idempotency.erase not in ERASERS:
            ERASERS.append(idempotency.erase)
