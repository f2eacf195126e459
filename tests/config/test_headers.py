"""The headers of every kind of answer, as a browser gets them from a site on the internet."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
import yaml
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from api import tokens
from api.models import Audience, PortalScope
from competition.models import User
from config import environment
from config.middleware.headers import SHUT_FEATURES, content_security_policy
from tests.config.failing_urls import fail
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage
from tools.programs import ROOT

pytestmark = pytest.mark.django_db


def busy(request: HttpRequest) -> NoReturn:
    raise OperationalError("canceling statement due to lock timeout")


handler500 = "config.errors.unexpected"
# The site, and two addresses of each audience that fail.
urlpatterns = [
    path("fail/", fail),
    path("busy/", busy),
    path("api/v1/fail/", fail),
    path("api/v1/busy/", busy),
    path("", include("config.urls")),
]
ANSWERS = {
    "page": ("/", 200),
    "form": ("/anmelden/", 200),
    "sent to sign in": ("/portal/", 302),
    "missing page": ("/gibt-es-nicht/", 404),
    "missing slash": ("/impressum", 301),
    "wrong method": ("/abmelden/", 405),
    "malformed": ("/?q=%00", 400),
    "fault": ("/fail/", 500),
    "busy": ("/busy/", 503),
    "token of a link": ("/postfach/geheim/", 302),
    "feed": ("/open-data/feed.atom", 200),
    "open data": ("/open-data/", 200),
    "published keys": ("/eingang/schluessel.json", 200),
    "script for receipts": ("/eingang/verify_receipt.py", 200),
    "public answer": ("/api/v1/public/calls/", 200),
    "description": ("/api/v1/schema/", 200),
    "reference": ("/schnittstelle/", 200),
    "problem": ("/api/v1/office/calls/", 401),
    "missing answer": ("/api/v1/nowhere/", 404),
    "fault of the API": ("/api/v1/fail/", 500),
    "busy API": ("/api/v1/busy/", 503),
    "static file": ("/static/site.css", 200),
    "missing static file": ("/static/gibt-es-nicht.css", 404),
    "alive": ("/health/", 200),
    "ready": ("/ready/", 200),
}
WANTED = {
    "Content-Security-Policy": re.compile("(?=.*default-src 'none')(?=.*frame-ancestors 'none').*"),
    "Permissions-Policy": re.compile(r"(?=.*camera=\(\))(?=.*geolocation=\(\)).*"),
    "Cross-Origin-Opener-Policy": re.compile("same-origin"),
    "Cross-Origin-Resource-Policy": re.compile("same-origin|cross-origin"),
    "Referrer-Policy": re.compile("same-origin|no-referrer"),
    "Strict-Transport-Security": re.compile("max-age=31536000; includeSubDomains; preload"),
    "X-Content-Type-Options": re.compile("nosniff"),
    "X-Frame-Options": re.compile("DENY"),
    "X-Request-ID": re.compile("[0-9a-f]{16}"),
    "Cache-Control": re.compile("private, no-store|.*max-age=.*"),
}
FORBIDDEN = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")


@pytest.fixture
def browser(settings: Settings, tmp_path: Path) -> Client:
    """A browser on a site with TLS and collected files; the middleware see these settings."""
    (tmp_path / "site.css").write_text("body {}", encoding="ascii")
    settings.STATIC_ROOT = tmp_path
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    return Client(raise_request_exception=False)


def told(browser: Client, kind: str, address: str, **headers: str) -> None:
    """Ask, and hold the answer against the table."""
    answer = browser.get(address, secure=True, headers=headers)
    b"".join(answer)  # a file is closed once it is read
    answer.close()
    assert answer.status_code == (ANSWERS[kind][1] if kind in ANSWERS else 200)
    given = {name: answer.get(name, "") for name in WANTED}
    assert {name: each for name, each in given.items() if not WANTED[name].fullmatch(each)} == {}
    assert [name for name in FORBIDDEN if name in answer] == []
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.urls("tests.config.test_headers")
@pytest.mark.parametrize("kind", ANSWERS)
def test_a17_every_kind_of_answer_has_all_headers(browser: Client, kind: str) -> None:
    told(browser, kind, ANSWERS[kind][0])


@pytest.mark.usefixtures("own_store")
def test_a17_what_is_one_s_own_has_all_headers(
    browser: Client, make_round: MakeRound, anna: User, berta: User
) -> None:
    """A page behind the sign-in, and an uploaded file by each door."""
    draft = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES]).draft(0)
    kept = attach(draft, berta, pdf())
    place = f"{FILES['key']}/{kept.sha256}/"
    browser.force_login(berta)
    told(browser, "own page", "/portal/")
    told(browser, "own file", f"/portal/bewerbungen/{draft.public_id}/anlagen/{place}")
    scopes = PortalScope.values
    token = tokens.issue(user=berta, scopes=scopes, minutes=60, audience=Audience.PORTAL)[1]
    by_api = f"/api/v1/portal/applications/{draft.public_id}/attachments/{place}"
    told(browser, "own file by API", by_api, authorization=f"Bearer {token}")


def test_whoever_asks_in_the_clear_is_sent_to_https_with_the_same_headers(browser: Client) -> None:
    answer = browser.get("/impressum/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/impressum/")
    clear = {name for name in WANTED if name not in answer}
    assert clear == {"Strict-Transport-Security"}  # browsers ignore it there


def test_a_foreign_host_gets_the_same_headers(browser: Client) -> None:
    answer = browser.get("/", secure=True, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert {name for name in WANTED if name not in answer} == set()


def test_a_form_may_lead_to_the_identity_provider_and_nowhere_else() -> None:
    app = {"settings": {"server_url": "https://id.example.org/realms/land"}}
    policy = content_security_policy({"openid_connect": {"APPS": [app]}})
    assert "form-action 'self' https://id.example.org;" in policy
    assert "form-action 'self';" in content_security_policy({})


def test_no_feature_is_named_twice_in_the_policy(client: Client) -> None:
    named = [each.partition("=")[0] for each in client.get("/")["Permissions-Policy"].split(", ")]
    assert len(named) == len(set(named)) > len(SHUT_FEATURES)


def production(tmp_path: Path) -> dict[str, str]:
    """What docker-compose.yml tells the web process where .env is as in .env.example, with the keys
    that a first start makes."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    filled = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    filled["SECRET_KEY"] = environment.kept_secret(tmp_path / "secret_key", size=48)
    filled["RECEIPT_KEY"] = environment.kept_secret(tmp_path / "receipt_key")
    gap = re.compile(r"\$\{(\w+):-([^}]*)\}")
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    described = yaml.safe_load(gap.sub(lambda each: filled.get(each[1]) or each[2], text))
    told = described["services"]["web"]["environment"]
    return {name: str(value) for name, value in told.items()}


def in_production(tmp_path: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**production(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_the_containers_settings_are_fit_for_the_internet(tmp_path: Path) -> None:
    """A warning counts as a fault."""
    done = in_production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "WARNINGS" in done.stderr) == (0, False), done.stderr


def test_a09_every_cookie_of_the_whole_site_is_its_host_s_own(tmp_path: Path) -> None:
    """With TLS no other host, and nobody on the line, can set or read one."""
    program = """
import django
django.setup()
from django.conf import settings
from competition.accounts import devices
from config.messages import HostCookie
print(*(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME))
print(devices.COOKIE, HostCookie.cookie_name)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE)
print(settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY)
print(settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN, settings.LANGUAGE_COOKIE_DOMAIN)
"""
    start = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'\n"
    done = in_production(tmp_path, "-c", start + program)
    assert done.stdout.split() == [
        *("__Host-sessionid", "__Host-csrftoken", "__Host-django_language"),
        *("__Host-device", "__Host-messages"),
        *["True"] * 5,
        *["None"] * 3,
    ], done.stderr


def test_a15_the_token_of_a_link_is_kept_by_https_alone(
    browser: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    answer = browser.get("/postfach/geheim/", secure=True)
    (name,) = answer.cookies
    assert name.startswith("__Secure-")
    assert answer.cookies[name]["secure"]
    assert answer.cookies[name]["httponly"]
