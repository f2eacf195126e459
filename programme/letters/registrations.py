"""Letters about one registration. Each carries the same link, which alone opens it.

The link's secret is derived from the registration's number with the server's own key, so that a
later letter can name it again; the database keeps its digest only.
"""

from django.db.models import Q
from django.utils.crypto import salted_hmac

from competition import link_secrets
from competition.letters import kinds, outbox
from competition.models import Notice
from programme.models import Event, Registration
from programme.models.event import STANDING, RegistrationState

SALT = "programme.registration"
KINDS = (
    kinds.REGISTRATION,
    kinds.REGISTRATION_PLACE,
    kinds.REGISTRATION_ENDED,
    kinds.EVENT_CHANGED,
    kinds.EVENT_CANCELLED,
    kinds.EVENT_REMINDER,
)


def secret_of(number: str) -> str:
    """The secret of a registration's link: 256 bits that nobody guesses without the key."""
    return salted_hmac(SALT, number, algorithm="sha256").hexdigest()


def digest_of(number: str) -> str:
    """What is kept of it."""
    return link_secrets.digest(secret_of(number))


def written(
    letter: kinds.Letter, registration: Registration, event: Event, *, mark: str = ""
) -> Notice:
    """One letter to whoever registered. ``mark`` tells repetitions of a kind apart."""
    secret = secret_of(registration.number)
    return outbox.written(
        letter,
        call=event.programme.call,
        recipient=None,
        address=registration.address,
        secret=secret,
        occasion=f"{registration.number} {mark}".strip(),
        context={"event": event, "registration": registration, "secret": secret},
    )


def current(registration: Registration) -> kinds.Letter:
    """The letter that says how a registration stands now."""
    if registration.state == RegistrationState.CONFIRMED:
        return kinds.REGISTRATION_PLACE
    return kinds.REGISTRATION


def owe_to_all(letter: kinds.Letter, event: Event, *, mark: str = "") -> int:
    """Owe a letter to everybody who stands and has confirmed the address; how many these are."""
    told = list(
        Registration.objects.filter(
            event=event, state__in=STANDING, address_confirmed_at__isnull=False
        ).order_by("pk")
    )
    outbox.owe(*(written(letter, each, event, mark=mark) for each in told))
    return len(told)


def of(numbers: list[str]) -> Q:
    """Which letters of the outbox belong to the registrations with these numbers."""
    found = Q(pk__in=[])
    for number in numbers:
        found |= Q(occasion__startswith=number)
    return Q(kind__in=[each.kind for each in KINDS]) & found
