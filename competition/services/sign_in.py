"""Signing in by e-mail address and password, with a brake on guessing."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from competition.errors import Refusal
from competition.models import User
from competition.models.audit import AttemptKind
from competition.services import brakes

CODE = "credentials_wrong"


def verify(
    *, email: str, password: str, device: str = "", request: HttpRequest | None = None
) -> User:
    """The person whose address and password these are.

    An unknown address, a wrong password and a closed account get the same answer in the same time:
    ``credentials_wrong``. After ten failures for one address within 15 minutes nothing is tried
    any more until the first of them is 15 minutes old: ``too_many_tries``.

    ``device`` names a browser in which this address has signed in before ("": none). Its failures
    are counted apart, so that strangers who keep failing on purpose cannot lock a signatory out on
    the day of the deadline.
    """
    subject = brakes.digest(f"{email.strip()} {device}")
    with brakes.counted(kind=AttemptKind.SIGN_IN, code=CODE, subject=subject):
        person = authenticate(request, email=email.strip(), password=password)
        if not isinstance(person, User):
            raise Refusal(CODE)
    return person
