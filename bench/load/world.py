"""A round with so many drafts and signed-in people, and afterwards the comparison with the journal.

Rows by ``bulk_create`` and sessions without signing in: argon2 is slow on purpose.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from competition import audit, clock, drafts
from competition.accounts import sessions
from competition.forms.answers import AnswersForm
from competition.models import (
    Answer,
    Application,
    ApplicationVersion,
    Call,
    Membership,
    Municipality,
    Notice,
    Participant,
    Receipt,
    User,
)
from competition.models.application import ParticipantRole
from competition.models.membership import Role
from tests.fixtures.rounds import ANSWERS, QUESTIONS, Round, Stage

BATCH = 500
LETTERS = 4_000
TOKEN = "t" * 32  # any, as long as cookie and form agree
LONG = [{**each, "max_chars": LETTERS} if each["key"] == "concept" else each for each in QUESTIONS]
TEXT = ("Alle Vorlagen des Rates werden offene Daten. " * 40).strip()


def made(writers: int, senders: int) -> dict[str, list[dict[str, str]]]:
    """What the client has to know of those who write and those who submit."""
    call = Round(applications=0, jurors=1, questions=LONG).advance(Stage.OPEN).call
    people, towns = _people(writers + senders)
    applications = _drafts(call, people, towns)
    cookies = _cookies(people)
    token = _token_of(applications[0])
    told = [
        {"id": each.public_id, "cookies": cookie}
        for each, cookie in zip(applications, cookies, strict=True)
    ]
    for row, application in zip(told[writers:], applications[writers:], strict=True):
        row["digest"] = drafts.digest(application)
    return {
        "writers": [{**row, "version": token} for row in told[:writers]],
        "senders": told[writers:],
    }


def _people(count: int) -> tuple[list[User], list[Municipality]]:
    people = User.objects.bulk_create(
        [
            User(email=f"person-{n}@example.org", name=f"Person {n}", is_synthetic=True)
            for n in range(count)
        ],
        BATCH,
    )
    towns = Municipality.objects.bulk_create(
        [
            Municipality(
                ags=f"99{n:06}",
                name=f"Beispielort {n:06}",
                kind="town",
                state="HE",
                population=20_000,
                as_of=date(2023, 11, 30),
                is_synthetic=True,
            )
            for n in range(count)
        ],
        BATCH,
    )
    Membership.objects.bulk_create(
        [
            Membership(user=user, municipality=town, role=Role.SIGNATORY)
            for user, town in zip(people, towns, strict=True)
        ],
        BATCH,
    )
    return people, towns


def _drafts(call: Call, people: list[User], towns: list[Municipality]) -> list[Application]:
    at = clock.now(call)
    applications = Application.objects.bulk_create(
        [
            Application(call=call, municipality=town, contact=user, started_at=at, started_by=user)
            for user, town in zip(people, towns, strict=True)
        ],
        BATCH,
    )
    Participant.objects.bulk_create(
        [
            Participant(
                application=each,
                call=call,
                municipality=each.municipality,
                role=ParticipantRole.LEAD,
                place=drafts.place(each.municipality),
                invited_at=at,
                invited_by=each.contact,
                confirmed_at=at,
                confirmed_by=each.contact,
            )
            for each in applications
        ],
        BATCH,
    )
    values = {**ANSWERS, "concept": TEXT, "own_share": 500_000, "not_begun": True, "remark": ""}
    questions = list(call.questions.all())
    Answer.objects.bulk_create(
        (
            Answer(
                application=each,
                question=question,
                value=values[question.key],
                saved_at=at,
                saved_by=each.contact,
            )
            for each in applications
            for question in questions
        ),
        BATCH,
    )
    return applications


def _cookies(people: list[User]) -> list[str]:
    """A session for each, as signing in makes it."""
    store, now = SessionStore(), timezone.now()
    began = int(now.timestamp())
    rows = []
    for number, user in enumerate(people):
        values = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            sessions.BEGAN: began,
            sessions.SEEN: began,
        }
        row = Session(session_key=f"{number:032}", session_data=store.encode(values))
        row.expire_date = now + sessions.LONGEST
        rows.append(row)
    Session.objects.bulk_create(rows, BATCH)
    return [
        f"{settings.SESSION_COOKIE_NAME}={row.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        for row in rows
    ]


def _token_of(application: Application) -> str:
    """What the page says beside the text: all drafts are alike."""
    stored = {each.question.key: each for each in application.answers.select_related("question")}
    form = AnswersForm(list(application.call.questions.all()), stored)
    return str(form.initial["version-concept"])


def complaints(journal: Iterable[dict[str, Any]]) -> list[str]:
    """What was acknowledged and is not stored, or stored otherwise; and chains that do not fit."""
    entries = list(journal)
    found = [*_saves(entries), *_submits(entries)]
    found += [f"chain {state}" for state in audit.verify() if not state.is_whole]
    found += [
        f"{each['kind']} of {each['id']} was answered with {each['status']}"
        for each in entries
        if each["status"] >= 500 and each["status"] != 503
    ]
    return found


def _saves(entries: list[dict[str, Any]]) -> list[str]:
    """Stored must be the last text that was acknowledged, or one sent later and never answered."""
    possible: dict[str, set[str]] = {}
    for each in entries:
        if each["kind"] != "save":
            continue
        if each["is_done"]:
            possible[each["id"]] = {each["text"]}
        elif each["status"] == 0 and each["id"] in possible:
            possible[each["id"]].add(each["text"])
    stored = dict(
        Answer.objects.filter(question__key="concept").values_list(
            "application__public_id", "value"
        )
    )
    return [
        f"the last text of {key} is not stored"
        for key, texts in possible.items()
        if stored[key] not in texts
    ]


def _submits(entries: list[dict[str, Any]]) -> list[str]:
    told = [each for each in entries if each["kind"] == "submit" and each["is_done"]]
    stored = set(Receipt.objects.values_list("version__application__public_id", "version__digest"))
    found = [
        f"the receipt of {each['id']} is not stored"
        for each in told
        if (each["id"], each["digest"]) not in stored
    ]
    versions, owed = ApplicationVersion.objects.count(), Notice.objects.filter(kind="receipt")
    if versions != Receipt.objects.count() or versions > len(told) + _lost(entries):
        found.append(f"{versions} versions for {len(told)} acknowledged submissions")
    if owed.count() < versions:
        found.append(f"{owed.count()} letters of receipt for {versions} versions")
    return found


def _lost(entries: list[dict[str, Any]]) -> int:
    """Submissions of which nobody knows: the answer did not come back, or said "try again"."""
    return sum(each["kind"] == "submit" and not each["is_done"] for each in entries)
