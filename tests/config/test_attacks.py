"""Attacks on the pages as a whole: frames, foreign forms, fetched addresses, Django's admin."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from competition.models import Application, User
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
APPS = ("api", "competition", "config", "demo", "kern", "programme", "reviews")
# Whatever can open a connection; celery, redis and the database drivers serve the operator's own
# services, whose addresses stand in the settings alone.
CONNECTING = {
    *("aiohttp", "asyncio", "ftplib", "http.client", "httpx", "imaplib", "paramiko", "poplib"),
    *("pycurl", "requests", "smtplib", "socket", "socketserver", "ssl", "subprocess"),
    *("telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client"),
}
# What does so nevertheless, and whereto.
REASONS = {
    "competition/letters/outbox.py smtplib": "the mail server of the settings",
    "competition/availability/probing.py http.client": "the site itself, as the settings name it",
    "competition/availability/probing.py socket": "names a name that was not found; opens nothing",
    "competition/availability/probing.py ssl": "names a bad certificate; opens nothing",
    "competition/last_byte.py socket": "asks of a line that is there; opens nothing",
    "competition/scanning.py socket": "the virus scanner of the settings",
    "competition/views/accounts/provider.py requests": "the identity provider of the settings",
    "demo/management/commands/demo.py subprocess": "the example's own server, at the console",
}
FRAMES = ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_a18_no_address_that_anybody_types_is_fetched() -> None:
    """The product has no webhook, no import by address, no picture from elsewhere: only these open
    a connection, and whereto is the operator's alone."""
    found = {
        f"{path.relative_to(ROOT)} {module}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for imported in imports(path)
        for module in CONNECTING
        if imported == module or imported.startswith(f"{module}.")
    }
    assert sorted(found) == sorted(REASONS)


def test_a18_nothing_that_anybody_types_chooses_the_scanner_or_the_mail_server() -> None:
    """Their addresses are read from the settings, where only the operator writes."""
    scanning = (ROOT / "competition/scanning.py").read_text(encoding="utf-8")
    assert "settings.CLAMD_ADDRESS" in scanning
    outbox = (ROOT / "competition/letters/outbox.py").read_text(encoding="utf-8")
    assert "mail.get_connection(" in outbox


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/django-admin/", "/admin/auth/user/"]
)
def test_a19_django_s_own_administration_is_not_there(
    client: Client, dora: User, path: str
) -> None:
    assert client.get(path).status_code == 404
    client.force_login(dora)
    assert client.get(path).status_code == 404


def test_a19_it_is_not_even_installed() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    modules = {str(getattr(each.callback, "__module__", "")) for each in patterns()}
    assert not [module for module in modules if module.startswith("django.contrib.admin")]
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


ANSWERS = {
    "page": ("/", 200),
    "form": ("/anmelden/", 200),
    "redirect": ("/portal/", 302),
    "missing page": ("/gibt-es-nicht/", 404),
    "wrong method": ("/abmelden/", 405),
    "malformed": ("/?q=%00", 400),
    "public answer": ("/api/v1/public/calls/", 200),
    "problem": ("/api/v1/office/calls/", 401),
    "missing answer": ("/api/v1/nowhere/", 404),
    "description": ("/api/v1/schema/", 200),
    "published keys": ("/eingang/schluessel.json", 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_a17_no_answer_lets_itself_be_framed(client: Client, kind: str) -> None:
    """Nor does any let a foreign form or base in."""
    path, status = ANSWERS[kind]
    answer = client.get(path)
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert [each for each in FRAMES if each not in policy] == []
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a17_a_fault_lets_itself_not_be_framed_either(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("competition.queries.published_rounds", broken)
    monkeypatch.setattr("competition.views.public.queries.published_rounds", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert FRAMES[0] in answer["Content-Security-Policy"]


# Those that judge the token themselves, once a large body has been read, and one that acts on
# nothing: it says whether a receipt is genuine.
UNGUARDED = {"attachments", "jury-offline", "receipt-check"}


def test_a07_every_form_of_the_site_needs_its_token() -> None:
    """Only the API takes requests without one, and there no session opens anything."""
    exempt = {
        str(each.name)
        for each in patterns()
        if getattr(each.callback, "csrf_exempt", False)
        and not str(getattr(each.callback, "__module__", "")).startswith("api.")
    }
    assert exempt == UNGUARDED


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}], ids=str
)
def test_a07_a_foreign_form_does_nothing(
    draft: Application, berta: User, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does JSON in disguise; each is on record."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(berta)
    token = browser.get(reverse("own-tokens")).cookies.get(settings.CSRF_COOKIE_NAME)
    acts: dict[str, dict[str, Any]] = {
        reverse("application-submit", args=[draft.public_id]): {},
        reverse("own-tokens"): {"token": "all"},
        reverse("own-token-new"): {"scopes": ["read"], "minutes": 60, "seen": 0},
        reverse("sign-out"): {},
    }
    with unchanged():
        for path, body in acts.items():
            disguised = json.dumps(body)
            assert browser.post(path, body, headers=headers).status_code == 403
            answer = browser.post(path, disguised, content_type="text/plain", headers=headers)
            assert answer.status_code == 403
            if headers and token:
                typed = {**body, "csrfmiddlewaretoken": token.value}
                assert browser.post(path, typed, headers=headers).status_code == 403
    assert "django.security.csrf" in {record.name for record in caplog.records}


@pytest.mark.parametrize("path", ["/", "/anmelden/", "/api/v1/public/calls/", "/konto/"])
@pytest.mark.parametrize("origin", ["null", "https://evil.example"])
def test_a08_no_page_is_opened_to_another_site(client: Client, path: str, origin: str) -> None:
    answer = client.get(path, headers={"origin": origin})
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_a08_no_package_opens_the_site_to_others(settings: LazySettings) -> None:
    assert not [name for name in settings.INSTALLED_APPS if "cors" in name]


def test_a20_a_link_signs_nobody_out_and_announces_nothing(
    client: Client, dora: User, draft: Application, berta: User
) -> None:
    """What acts is a form: its address by GET asks first, or is no page at all."""
    client.force_login(berta)
    with unchanged():
        assert client.get(reverse("sign-out")).status_code == 405
        for name in ("application-submit", "application-withdraw", "application-discard"):
            client.get(reverse(name, args=[draft.public_id]))
        assert client.get(reverse("own-tokens"), {"token": "all"}).status_code == 200
    assert client.get(reverse("portal")).status_code == 200
    client.force_login(dora)
    with unchanged():
        for name in ("office-announcement", "office-decision"):
            client.get(reverse(name, args=[draft.call.slug]), {"act": "confirm"})
