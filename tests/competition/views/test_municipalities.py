"""Finding oneself: the register, and for one call who may apply and what comes next."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Membership, Municipality, User
from competition.models.membership import Role
from competition.services import applications, membership_requests, registry
from tests.fixtures.people import account, place
from tests.fixtures.register_files import table
from tests.fixtures.rounds import PUBLISHED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
# Our own clock, as pages tell it.
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?(\.\d+)?(\+\d\d:\d\d)?")
OLDENBURGS = table(
    '03403000,"Oldenburg (Oldenburg), Stadt",Kreisfreie Stadt,NI,172830,53.14,8.21\n',
    "03458000,Oldenburg,Landkreis,NI,133366,52.91,8.43\n",
    '01055033,"Oldenburg in Holstein, Stadt",Stadt,SH,9832,54.29,10.89\n',
)


def page(client: Client, name: str, *parts: object, **query: str) -> str:
    found = client.get(reverse(name, args=parts), query)
    assert found.status_code == 200
    return found.content.decode()


def test_oldenburg_is_three_and_each_says_which(client: Client) -> None:
    registry.import_register(content=OLDENBURGS, source="drei")

    text = page(client, "municipalities", q="oldenburg")

    assert "3 Kommunen gefunden" in text
    for words in ("03403000", "Kreisfreie Stadt", "03458000", "Landkreis", "01055033", "9.832"):
        assert words in text
    assert "Schleswig-Holstein" in text
    assert "1 Kommune gefunden" in page(client, "municipalities", q="010 55 033")


def test_nothing_typed_lists_nothing(client: Client, own_town: Municipality) -> None:
    assert "Beispielstadt" not in page(client, "municipalities")
    assert "Bitte füllen Sie dieses Feld aus" in page(client, "municipalities", q="")


def test_unknown_name_gets_advice(client: Client) -> None:
    assert "Ortsteile haben keinen eigenen Eintrag" in page(client, "municipalities", q="Nirgendwo")


def test_many_are_shown_page_by_page(client: Client) -> None:
    for number in range(1, 23):
        place(f"99{number:03}001", f"Musterort {number}", population=1_000 + number)

    first = page(client, "municipalities", q="musterort")
    second = page(client, "municipalities", q="musterort", page="2")

    assert "22 Kommunen gefunden" in first
    assert "Musterort 22" in first
    assert "Musterort 2 <" not in first
    assert "Musterort 2 <" in second
    for wrong in ("3", "0", "x"):
        found = client.get(reverse("municipalities"), {"q": "musterort", "page": wrong})
        assert found.status_code == 404


@pytest.fixture
def small_only(make_round: MakeRound) -> Round:
    """A round for towns of at most 20,000."""
    fields = {"population_max": 20_000, "eligible_kinds": ["town", "municipality"]}
    return make_round(Stage.OPEN, fields=fields)


def test_call_leads_to_ones_municipality(client: Client, open_round: Round) -> None:
    address = reverse("call-municipality", args=[open_round.call.slug])
    assert address in page(client, "call", open_round.call.slug)


def test_search_in_a_call_leads_to_the_chosen_one(client: Client, open_round: Round) -> None:
    place("99001001", "Beispielstadt")
    text = page(client, "call-municipality", open_round.call.slug, q="beispiel")
    assert 'href="?ags=99001001"' in text
    assert "Der Weg zur Bewerbung" in text


def test_example_round_finds_examples_only(client: Client, open_round: Round) -> None:
    registry.import_register(content=OLDENBURGS, source="drei")
    text = page(client, "call-municipality", open_round.call.slug, q="oldenburg")
    assert "03403000" not in text
    assert "nur erfundene Kommunen" in text


@pytest.mark.parametrize(
    ("kind", "population", "words"),
    [
        ("town", 20_000, "Diese Kommune darf sich bewerben"),
        ("town", 20_001, "Der Grund: sie hat zu viele Einwohner."),
        ("county", 10_000, "Der Grund: diese Art von Kommune ist nicht vorgesehen."),
    ],
)
def test_chosen_one_reads_at_once_whether_and_why(
    client: Client, small_only: Round, kind: str, population: int, words: str
) -> None:
    place("99001001", "Beispielstadt", kind=kind, population=population)

    text = page(client, "call-municipality", small_only.call.slug, ags="99001001")

    assert words in text
    assert "Höchstens 20.000 Einwohner." in text
    assert ("Konto anlegen" in text) == ("darf sich bewerben" in words)


def test_visitor_reads_the_same_whether_somebody_acts_for_it_or_not(
    client: Client, open_round: Round, stranger: User
) -> None:
    taken, free = place("99001001", "Beispielstadt"), place("99002001", "Beispielstadt")
    signatory = account("Berta")
    Membership.objects.create(user=signatory, municipality=taken, role=Role.SIGNATORY)
    applications.start(call=open_round.call, municipality=taken, by=signatory)

    def read(town: Municipality) -> str:
        text = page(client, "call-municipality", open_round.call.slug, ags=town.ags)
        start = text.index("<h1>")
        shown = text[start : text.index("csrfmiddlewaretoken", start)].replace(town.ags, "")
        return CLOCK.sub("", shown)

    assert read(taken) == read(free)
    client.force_login(stranger)
    asked = [
        CLOCK.sub("", page(client, "call-municipality", open_round.call.slug, ags=town.ags))
        for town in (taken, free)
    ]
    bodies = [text[text.index("<h1>") : text.index("Der Weg zur Bewerbung")] for text in asked]
    assert bodies[0].replace(taken.ags, "") == bodies[1].replace(free.ags, "")


def test_member_goes_on_to_the_start_and_then_to_the_application(
    client: Client, open_round: Round
) -> None:
    town, berta = open_round.place(0)
    client.force_login(berta)
    slug = open_round.call.slug
    begin = reverse("application-start", args=[slug])
    assert begin in page(client, "call-municipality", slug)
    assert begin in page(client, "call-municipality", slug, ags=town.ags)

    draft = applications.start(call=open_round.call, municipality=town, by=berta)

    text = page(client, "call-municipality", slug, ags=town.ags)
    assert reverse("application", args=[draft.public_id]) in text


def test_stranger_is_led_to_asking_and_then_told_to_wait(
    client: Client, open_round: Round, own_town: Municipality, stranger: User
) -> None:
    client.force_login(stranger)
    slug = open_round.call.slug
    asking = reverse("membership-ask", args=[own_town.ags])
    text = page(client, "call-municipality", slug, ags=own_town.ags)
    assert f"{asking}?wettbewerb={slug}" in text

    membership_requests.ask(municipality=own_town, role="editor", by=stranger)

    text = page(client, "call-municipality", slug, ags=own_town.ags)
    assert "ist offen" in text
    assert asking not in text


def test_member_of_a_round_not_yet_open_is_told_when(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    town, berta = round_.place(0)
    round_.at(PUBLISHED_AT + timedelta(days=1))
    client.force_login(berta)

    text = page(client, "call-municipality", round_.call.slug, ags=town.ags)

    assert "sobald der Wettbewerb für Bewerbungen offen ist" in text


def test_office_is_told_that_it_acts_for_nobody(
    client: Client, open_round: Round, own_town: Municipality
) -> None:
    client.force_login(open_round.dora)
    text = page(client, "call-municipality", open_round.call.slug, ags=own_town.ags)
    assert "kann nicht für eine Kommune handeln" in text


def test_sign_up_on_the_way_comes_back(
    client: Client, open_round: Round, own_town: Municipality
) -> None:
    slug = open_round.call.slug
    found = client.post(reverse("call-municipality", args=[slug]), {"ags": own_town.ags})

    assert found.status_code == 302
    assert found["Location"] == reverse("account_signup")
    back = reverse("call-municipality", args=[slug]) + f"?ags={own_town.ags}"
    stefan = account("Stefan")
    stefan.set_password("vier bunte Vögel")
    stefan.save()
    signed_in = client.post(
        reverse("sign-in"), {"login": stefan.email, "password": "vier bunte Vögel"}
    )
    assert signed_in["Location"] == back
    assert "arrival" not in client.session


@pytest.mark.parametrize("key", ["99999999", "x", "'; --", "9" * 300])
def test_made_up_key_is_not_found(client: Client, open_round: Round, key: str) -> None:
    address = reverse("call-municipality", args=[open_round.call.slug])
    assert client.get(address, {"ags": key}).status_code == 404
    assert client.post(address, {"ags": key}).status_code == 404


def test_unpublished_round_has_no_such_page(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    found = client.get(reverse("call-municipality", args=[round_.call.slug]))
    assert found.status_code == 404
