"""What the bench of pages asks for: every page that shows more than one application, every list
of the API with each filter, order and expansion, every export, and the main acts.

Django must be set up before this module is imported.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django_filters import Filter, OrderingFilter

from api import tokens
from api.models import SCOPES, Audience
from bench.measure import Asked
from bench.seed import Many
from competition import drafts
from competition.models import User
from competition.views.office.access import ROWS_PER_PAGE
from tests.api.operations import LISTS, Known
from tests.fixtures.people import account
from tests.fixtures.second_factors import give_app

MINUTES = 10


@dataclass(frozen=True)
class Wish:
    """One line of the table."""

    name: str
    asked: Asked


class Desk:
    """Everybody who asks, signed in, in one round; ``stage`` says how far it has come."""

    def __init__(self, round_: Many, stage: str) -> None:
        self.round, self.stage = round_, stage
        self.slug = round_.call.slug
        self.clients: dict[str, Client] = {}

    def client(self, name: str) -> Client:
        """The client of the person of that name; "" for everybody."""
        if name not in self.clients:
            client = Client(SERVER_NAME="localhost")
            if name:
                client.force_login(self.person(name))
            self.clients[name] = client
        return self.clients[name]

    def person(self, name: str) -> User:
        """By first name; "Amt" acts for several towns."""
        return self.round.places[0].person if name == "Amt" else account(name)

    def page(self, name: str, by: str = "Dora", ask: str = "", **parts: object) -> Wish:
        kwargs: dict[str, object] = {"slug": self.slug, **parts}
        given = {key: value for key, value in kwargs.items() if value is not None}
        address = reverse(name, kwargs=given) + ask
        return Wish(f"{name}{ask} ({self.stage})", Asked(address, self.client(by)))

    def posted(self, name: str, by: str, body: Mapping[str, Any], **parts: object) -> Wish:
        kwargs = {"slug": self.slug, **parts}
        given = {key: value for key, value in kwargs.items() if value is not None}
        label = f"{name} {body['form']}" if "form" in body else name
        address = reverse(name, kwargs=given)
        return Wish(label, Asked(address, self.client(by), "POST", lambda: body))

    def headers(self, audience: str) -> dict[str, str]:
        if not audience:
            return {}
        names = {"portal": "Amt", "jury": "Clara", "office": "Dora"}
        person = self.person(names[audience])
        give_app(person)
        _, token = tokens.issue(
            user=person,
            scopes=SCOPES[audience].values,
            minutes=MINUTES,
            audience=Audience(audience),
            call=self.round.call if audience == "jury" else None,
        )
        return {"Authorization": f"Bearer {token}"}


def everybody(desk: Desk) -> Iterator[Wish]:
    """Public pages and files of an announced round."""
    for name in ("start", "feed-all"):
        yield desk.page(name, "", slug=None)
    for name in (
        *("call", "decision", "feed", "decision-case", "open-data-call", "open-data-catalog"),
        *("open-data-awards-csv", "open-data-awards-json", "open-data-decision"),
        "open-data-statistics",
    ):
        yield desk.page(name, "")
    yield desk.page("decision-document", "", version=1)


def applying(desk: Desk) -> Iterator[Wish]:
    """An open round: applicants and the office."""
    own = desk.round.applications[0].public_id
    yield desk.page("enquiries", "")
    yield desk.page("portal", "Amt", slug=None)
    for name in ("application", "application-edit", "application-receipt", "application-versions"):
        yield desk.page(name, "Berta", slug=None, public_id=own)
    for name in ("office-call", "office-applications", "office-notices", "office-enquiries"):
        yield desk.page(name)
    draft = desk.round.late_draft
    person = draft.contact.email
    desk.clients[person] = Client(SERVER_NAME="localhost")
    desk.clients[person].force_login(draft.contact)
    saved = {"title": "Ein neuer Titel", "version-title": "1."}
    yield desk.posted("application-save", person, saved, slug=None, public_id=draft.public_id)
    read = {"digest": drafts.digest(draft)}
    yield desk.posted("application-submit", person, read, slug=None, public_id=draft.public_id)


def screening(desk: Desk) -> Iterator[Wish]:
    """After the deadline: content may be read, nothing is decided."""
    one = desk.round.copies[0].public_id
    second = ("?page=2",) if len(desk.round.copies) > ROWS_PER_PAGE else ()
    for ask in ("", "?q=Beispielort+0000", "?state=submitted", *second):
        yield desk.page("office-applications", ask=ask)
    yield desk.page("office-application", public_id=one)
    yield desk.page("office-screening")
    yield desk.page("office-court-file", public_id=one)
    for form in ("csv", "xlsx"):
        yield desk.posted("office-applications-export", "Dora", {"form": form})
    yield desk.page("office-attempts", slug=None)
    yield desk.page("office-municipalities", slug=None)


def reviewing(desk: Desk) -> Iterator[Wish]:
    """Every review is finished, and nothing is locked."""
    one = desk.round.copies[0].public_id
    yield desk.page("jury", "Clara", slug=None)
    for name in (
        *("jury-call", "jury-declaration", "jury-matrix", "jury-conflicts", "jury-finish"),
        *("jury-offline", "jury-workbook"),
    ):
        yield desk.page(name, "Clara")
    yield desk.page("jury-document", "Clara", part=1)
    yield desk.page("review", "Clara", public_id=one)
    yield desk.page("review-history", "Clara", public_id=one)
    yield desk.page("office", slug=None)
    for name in (
        *("office-call", "office-jury", "office-assignments", "office-assignments-table"),
        *("office-assignments-import", "office-assignments-panels"),
        *("office-appointment", "office-conflicts"),
    ):
        yield desk.page(name)
    yield desk.page("office-assignments-juror", pk=desk.round.jurors[0].pk)
    yield desk.page("office-assignments-application", public_id=one)


def locked(desk: Desk) -> Iterator[Wish]:
    yield desk.page("office-evaluation")
    yield desk.page("jury-evaluation", "Clara")
    for form in ("csv", "xlsx"):
        yield desk.posted("office-scores-export", "Dora", {"form": form})
    yield desk.page("office-session")
    yield Wish(
        "api listRanking",
        Asked(
            reverse("api-office-ranking", kwargs={"slug": desk.slug}),
            desk.client(""),
            headers=desk.headers("office"),
        ),
    )


def computed(desk: Desk) -> Iterator[Wish]:
    run = desk.round.run
    assert run  # noqa: S101  # the round has been computed
    yield desk.page("office-selection")
    yield desk.page("office-scenario")
    for name in ("office-run", "office-proposal"):
        yield desk.page(name, public_id=run.public_id)


def decided(desk: Desk) -> Iterator[Wish]:
    yield desk.page("office-decision")


def prepared(desk: Desk) -> Iterator[Wish]:
    yield desk.page("office-announcement")
    yield desk.page("office-announcement-preview")


def afterwards(desk: Desk) -> Iterator[Wish]:
    """The office after the announcement."""
    decision = desk.round.decision
    assert decision  # noqa: S101  # the round has been decided
    for name in ("office-call", "office-applications", "office-notices", "office-retention"):
        yield desk.page(name)
    yield desk.page("office-decision-memo", public_id=decision.public_id)
    yield desk.page("office-audit", slug=None)
    yield desk.page("office-audit-file", slug=None, ending="jsonl")
    yield desk.page(
        "application", "Berta", slug=None, public_id=desk.round.applications[0].public_id
    )


def lists(desk: Desk, *names: str) -> Iterator[Wish]:
    """Lists of the API as they are, and with each declared filter, order and expansion."""
    headers: dict[str, dict[str, str]] = {}
    for known in LISTS:
        if known.operation.name not in names:
            continue
        audience = known.view.audience
        if audience not in headers:
            headers[audience] = desk.headers(audience)
        address = reverse(known.name, kwargs=dict.fromkeys(known.places, desk.slug))
        for ask in ("", *_questions(known, desk)):
            asked = Asked(address + ask, desk.client(""), headers=headers[audience])
            yield Wish(f"api {known.operation.name}{ask.partition('=')[0]}", asked)


def _questions(known: Known, desk: Desk) -> Iterator[str]:
    """One value of each parameter."""
    declared = getattr(getattr(known.view, "filterset_class", None), "base_filters", {})
    for name, each in declared.items():
        for value in _values(name, each, desk):
            yield f"?{name}={value}"
    if known.operation.expands:
        yield f"?expand={','.join(known.operation.expands)}"


def _values(name: str, declared: Filter, desk: Desk) -> list[str]:
    if isinstance(declared, OrderingFilter):
        return [str(value) for value, _ in declared.field.choices if value and "-" in str(value)][
            :1
        ]
    if "choices" in declared.extra:
        return [str(value) for value, _ in declared.field.choices if value][-1:]
    text = TEXTS.get(name)
    return [text(desk) if text else "x"]


def _town(desk: Desk) -> str:
    return desk.round.places[1].town.ags


TEXTS: dict[str, Callable[[Desk], str]] = {
    "call": lambda desk: desk.slug,
    "municipality": _town,
    "name": lambda _: "Beispielort",
    "subject": lambda desk: desk.round.copies[0].public_id,
    "by": lambda desk: desk.round.dora.email,
    "since": lambda _: "2020-01-01T00:00:00Z",
    "until": lambda _: "2100-01-01T00:00:00Z",
}
