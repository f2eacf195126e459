"""The office builds the rules of selection of a draft: order at a tie, lot, mixture."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from reviews import bundles
from reviews.models import Rubric
from reviews.rubric.rule_notation import encoded
from reviews.services import selection_rules
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
ADDRESS = "office-rules"
RULES: list[dict[str, Any]] = [
    {"key": "county", "label": "Ein Landkreis", "attribute": "kind", "value": "county"},
    {"key": "small", "label": "Kleine", "attribute": "size_class", "value": ["small", "county"]},
]
RULES = [{**rule, "minimum": 1, "maximum": None} for rule in RULES]


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A draft with a rubric and two rules; Dora looks at it."""
    made = make_round(Stage.DRAFTED, rules=RULES)
    made.define()
    client.force_login(made.dora)
    return made


def address(round_: Round) -> str:
    return reverse(ADDRESS, args=[round_.call.slug])


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def digest() -> str:
    return bundles.rubric_digest(Rubric.objects.select_related("call").get())


def typed(**changes: str) -> dict[str, str]:
    """What a browser would send of the page as it stands, with changes."""
    sent = {"over": digest(), "seats_mode": "exact", "tie_0": "criterion:idea", "lot_source": ""}
    for at, rule in enumerate(RULES):
        sent |= {
            f"rules.{at}.key": rule["key"],
            f"rules.{at}.label": rule["label"],
            f"rules.{at}.trait": encoded(rule["attribute"], rule["value"]),
            f"rules.{at}.minimum": "1",
            f"rules.{at}.maximum": "",
        }
    return {**sent, **{name.replace("__", "."): value for name, value in changes.items()}}


def new(at: int, **parts: str) -> dict[str, str]:
    given = {
        "label": "Höchstens eine je Land",
        "trait": encoded("state", "*"),
        "minimum": "",
        "maximum": "1",
        **parts,
    }
    return {f"rules.{at}.{part}": value for part, value in given.items()}


def edit(round_: Round, by: User, **changes: Any) -> Rubric:
    given: dict[str, Any] = {
        "seats_mode": "exact",
        "tie_break": ["criterion:idea"],
        "lot_source": "",
        "rules": RULES,
        "over": digest(),
        **changes,
    }
    return selection_rules.edit(call=round_.call, by=by, **given)


def test_page_shows_what_is_stored_and_saving_it_changes_nothing(
    client: Client, round_: Round
) -> None:
    before = digest()
    page = client.get(address(round_)).content.decode()
    assert 'value="Ein Landkreis"' in page
    # A closed list shows its line and not its group; values are said in words.
    assert ">Größenklasse: unter 20.000 / Landkreis</option>" in page
    assert ">Art der Kommune: Landkreis</option>" in page
    assert ">Land: je für sich (alle, die vorkommen)</option>" in page

    answer = client.post(address(round_), typed(), follow=True)

    assert "Die Auswahlregeln sind gespeichert." in text(answer)
    assert digest() == before


def test_rules_order_and_lot_are_set(client: Client, round_: Round) -> None:
    changes = {"tie_0": "criterion:breadth", "tie_1": "criterion:idea", "lot": "on"}
    source = {"lot_source": "Lotto vom 12. Juni"}

    client.post(address(round_), typed(**changes, **source) | new(3))

    rubric = Rubric.objects.get()
    assert rubric.tie_break == ["criterion:breadth", "criterion:idea", "lot"]
    assert (rubric.lot_source, len(rubric.lot_nonce_hex)) == ("Lotto vom 12. Juni", 64)
    rules = rubric.diversity_rules.values_list("key", "attribute", "value", "minimum", "maximum")
    assert list(rules) == [
        ("county", "kind", "county", 1, None),
        ("small", "size_class", ["small", "county"], 1, None),
        ("hoechstens-eine-je-land", "state", "*", None, 1),
    ]
    assert [criterion.key for criterion in rubric.criteria.all()] == ["idea", "breadth"]


def test_an_emptied_rule_is_dropped(client: Client, round_: Round) -> None:
    blank = {f"rules.0.{part}": "" for part in ("label", "trait", "minimum")}

    client.post(address(round_), typed() | blank)

    assert [rule.key for rule in Rubric.objects.get().diversity_rules.all()] == ["small"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (new(3, label=""), "Bitte geben Sie der Regel einen Namen."),
        (new(3, label="x" * 201), "Höchstens 200 Zeichen"),
        (new(3, trait=""), "Dieses Merkmal gibt es in diesem Wettbewerb nicht."),
        (new(3, trait="x"), "Merkmal"),
        (new(3, maximum=""), "wie viele es mindestens oder höchstens"),
        (new(3, maximum="zwei"), "ganze Zahl"),
        (new(3, maximum="9" * 99), "ganze Zahl"),
        (new(3, minimum="3"), "Es gibt nur 2 Plätze."),
        (new(3, minimum="2"), "Das Höchste liegt unter dem Mindesten."),
        ({"tie_1": "criterion:idea"}, "steht zweimal"),
        ({"tie_0": "criterion:x"}, "criterion:x"),
        ({"seats_mode": "alle"}, "alle"),
        ({"lot_source": "x" * 301}, "300"),
        ({"lot_source": "Lotto"}, "das Los ist nicht angekreuzt"),
    ],
)
def test_bad_input_stores_nothing_and_is_kept(
    client: Client, round_: Round, changes: dict[str, str], sentence: str
) -> None:
    with unchanged():
        answer = client.post(address(round_), typed(rules__0__label="Eigener Name") | changes)

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert "Eigener Name" in answer.content.decode()
    if field := next((name for name in changes if name.startswith("rules.")), ""):
        assert f'id="id_{field.rpartition(".")[0]}' in answer.content.decode()


def test_of_two_colleagues_nobody_loses_a_rule(client: Client, round_: Round) -> None:
    sent = typed(rules__0__label="Doras Name")
    edit(round_, round_.emil, tie_break=["lot"], lot_source="Emils Ziehung")

    with unchanged():
        answer = client.post(address(round_), sent)

    assert answer.status_code == 409
    assert "Emils Ziehung" in text(answer)
    assert "Doras Name" in answer.content.decode()
    assert f'value="{digest()}"' in answer.content.decode()


def test_the_service_refuses_what_no_form_sends(round_: Round, anna: User) -> None:
    with refused("not_allowed"):
        edit(round_, anna)
    for changes in (
        {"tie_break": ["criterion:gone"]},
        {"tie_break": ["lot", "criterion:idea"]},
        {"seats_mode": "alle"},
        {"rules": [{**RULES[0], "value": "planet"}]},
        {"rules": [{**RULES[0], "value": []}]},
        {"rules": [{**RULES[0], "attribute": "mayor"}]},
        {"rules": RULES * 11},
    ):
        with refused("rubric_invalid"):
            edit(round_, round_.dora, **changes)


def test_rules_end_with_publishing(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, rules=RULES)
    client.force_login(round_.dora)

    assert client.get(address(round_)).status_code == 302
    with unchanged():
        assert client.post(address(round_), typed()).status_code == 409


def test_rules_need_a_rubric(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    client.force_login(round_.dora)

    assert client.get(address(round_)).status_code == 302
    with refused("rubric_invalid"):
        selection_rules.edit(
            call=round_.call,
            seats_mode="exact",
            tie_break=[],
            lot_source="",
            rules=[],
            over="",
            by=round_.dora,
        )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client,
    round_: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    rules = [*RULES, {**RULES[0], "key": "third"}]
    round_.rules = [*rules[:count]]
    round_.define()
    with django_assert_num_queries(9):
        client.get(address(round_))
