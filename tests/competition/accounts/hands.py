"""What hands do at the doors of the site, without a browser."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from competition.models import Notice, User

PASSWORD = "ein langes Kennwort für Anna"


def give_password(*users: User) -> None:
    """Let these people sign in with ``PASSWORD``."""
    for user in users:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def post(client: Client, name: str, body: Any = None, **parts: Any) -> HttpResponse:
    return client.post(reverse(name, kwargs=parts), body or {})  # type: ignore[return-value]  # its test twin


def sign_in(client: Client, email: str, password: str = PASSWORD, target: str = "") -> HttpResponse:
    return post(client, "sign-in", {"login": email, "password": password, "next": target})


def prove(client: Client, code: str) -> HttpResponse:
    """The second step of signing in."""
    return post(client, "mfa_authenticate", {"code": code})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def link_in(address: str) -> str:
    """The path of the link in the last letter to this address."""
    body = Notice.objects.filter(address=address).latest("pk").body
    link = next(line for line in body.splitlines() if line.startswith("http://localhost:8000/"))
    return link.removeprefix("http://localhost:8000")


def open_link(client: Client, path: str) -> str:
    """Open the link of a letter; the address it leads on to, where the token is in none."""
    answer = client.get(path)
    assert answer.status_code == 302
    return str(answer["Location"])
