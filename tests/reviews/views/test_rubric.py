"""The office builds the rubric without JavaScript, loses nothing typed, and fixes it at the end."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.forms.rubric import typed_of
from reviews.models import Rubric
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
PAGES = ("office-rubric", "office-rubric-preview", "office-rubric-trial")


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A round that is not published yet; Dora looks at it."""
    made = make_round(Stage.DRAFTED)
    client.force_login(made.dora)
    return made


def address(round_: Round, name: str = "office-rubric") -> str:
    return reverse(name, args=[round_.call.slug])


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def typed(**changes: Any) -> dict[str, Any]:
    """What a browser would send of the page as it stands, with changes; False: not ticked."""
    stands = typed_of(Rubric.objects.select_related("call").first())
    sent = {**stands, **{name.replace("__", "."): value for name, value in changes.items()}}
    return {
        name: "on" if value is True else value
        for name, value in sent.items()
        if value is not None and value is not False
    }


def first(**changes: Any) -> dict[str, Any]:
    """A first rubric, as somebody types it."""
    given = {"quorum": "2", "criteria__0__label": "Überzeugungskraft", **changes}
    return typed(**given)


def test_first_rubric_is_built_from_a_blank_criterion(client: Client, round_: Round) -> None:
    assert "Kriterium 1" in text(client.get(address(round_)).content)

    levels = "5 – überzeugt in jeder Hinsicht\n2,5: tragfähig\n0 – nicht behandelt"
    answer = client.post(
        address(round_),
        first(
            criteria__0__levels=levels,
            criteria__0__weight="1,5",
            criteria__0__reason_required=True,
            panel_size="3",
            abstention_allowed=False,
        ),
    )

    assert answer.status_code == 302
    rubric = Rubric.objects.get()
    assert (rubric.quorum, rubric.panel_size, rubric.abstention_allowed) == (2, 3, False)
    criterion = rubric.criteria.get()
    assert (criterion.key, criterion.weight) == ("ueberzeugungskraft", "1.5")
    assert criterion.reason_required
    assert [level["score"] for level in criterion.levels] == ["5", "2.5", "0"]
    assert typed_of(rubric)["criteria.0.levels"].splitlines()[1] == "2,5 – tragfähig"


def test_rows_are_added_moved_and_removed_and_everything_typed_stays(
    client: Client, round_: Round
) -> None:
    round_.define()
    sent = typed(criteria__1__label="Reichweite \N{CRYING FACE}", quorum="viele")

    for act, labels in (
        ("add", ["Überzeugungskraft", "Reichweite \N{CRYING FACE}", ""]),
        ("up-1", ["Reichweite \N{CRYING FACE}", "Überzeugungskraft"]),
        ("down-0", ["Reichweite \N{CRYING FACE}", "Überzeugungskraft"]),
        ("remove-0", ["Reichweite \N{CRYING FACE}"]),
    ):
        with unchanged():
            answer = client.post(address(round_), {**sent, "act": act})
        assert answer.status_code == 200
        form = answer.context["form"]
        assert [row.name for row in form.rows()] == labels
        assert form["quorum"].value() == "viele"
        assert "Noch nicht gespeichert" in text(answer.content)


@pytest.mark.parametrize("act", ["up-7", "remove-", "drop", "up--1", "down-99999999999"])
def test_made_up_acts_are_refused(client: Client, round_: Round, act: str) -> None:
    with unchanged():
        assert client.post(address(round_), {**first(), "act": act}).status_code == 400


def test_every_refusal_stands_at_its_field_and_names_the_criterion(
    client: Client, round_: Round
) -> None:
    round_.define()
    sent = typed(
        criteria__0__weight="schwer",
        criteria__1__levels="sehr gut",
        criteria__1__threshold="7",
    )

    with unchanged():
        answer = client.post(address(round_), sent)

    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert set(errors) == {"criteria.0.weight", "criteria.1.levels", "criteria.1.threshold"}
    assert "Kriterium 1 („Überzeugungskraft“)" in errors["criteria.0.weight"][0]
    assert 'value="schwer"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quorum", ""),
        ("quorum", "0"),
        ("quorum", "1_0"),
        ("quorum", "9" * 5000),
        ("panel_size", "0,5"),
        ("panel_size", "0"),
        ("overall_threshold", "viel"),
        ("overall_threshold", "15,01"),
        ("overall_threshold", "\x00"),
        ("aggregate", "maximum"),
        ("aggregate", ""),
        ("disclosure", "immer"),
        ("criteria.0.label", ""),
        ("criteria.0.label", "\u200b"),
        ("criteria.0.label", "a\x00b"),
        ("criteria.0.label", "x" * 201),
        ("criteria.1.label", "überzeugungskraft"),
        ("criteria.0.description", "x" * 2001),
        ("criteria.0.weight", "-1"),
        ("criteria.0.weight", "1e3"),
        ("criteria.0.weight", str(10**30)),
        ("criteria.0.minimum", ""),
        ("criteria.0.maximum", "0"),
        ("criteria.0.maximum", "4,8"),
        ("criteria.0.step", "0"),
        ("criteria.0.step", "0,001"),
        ("criteria.0.threshold", "5,1"),
        ("criteria.0.levels", "5 – gut\n5,0 – sehr gut"),
        ("criteria.0.levels", "5,3 – gut"),
        ("criteria.0.levels", "5 –"),
        ("criteria.0.levels", "5 – " + "x" * 301),
    ],
)
def test_what_nobody_could_use_is_refused_at_its_field(
    client: Client, round_: Round, name: str, value: str
) -> None:
    round_.define()

    with unchanged():
        answer = client.post(address(round_), {**typed(), name: value})

    assert answer.status_code == 400
    [(field, [message])] = answer.context["form"].errors.items()
    assert field == name
    assert ("Zu Kriterium" in message) == name.startswith("criteria")


def test_rubric_without_criteria_or_with_too_many_is_refused(client: Client, round_: Round) -> None:
    none = {name: value for name, value in first().items() if not name.startswith("criteria")}
    many = {f"criteria.{at}.label": f"K{at}" for at in range(500)}
    for sent, why in ((none, "mindestens ein Kriterium"), (none | many, "Höchstens 20 Kriterien")):
        with unchanged():
            answer = client.post(address(round_), sent)
        assert answer.status_code == 400
        assert why in text(answer.content)


def test_editing_criteria_keeps_rules_tie_order_and_lot(client: Client, round_: Round) -> None:
    rule = {"key": "t", "label": "Eine Stadt", "attribute": "kind", "value": "town", "minimum": 1}
    round_.rules = [rule]
    round_.rubric_fields |= {"tie_break": ["criterion:breadth", "criterion:idea", "lot"]}
    round_.define()
    before = Rubric.objects.get()

    client.post(address(round_), typed(criteria__0__label="Neuer Name"))
    after = Rubric.objects.get()
    assert [each.key for each in after.criteria.all()] == ["idea", "breadth"]
    assert after.criteria.all()[0].label == "Neuer Name"
    assert (after.tie_break, after.lot_nonce_hex) == (before.tie_break, before.lot_nonce_hex)
    assert after.diversity_rules.get().label == "Eine Stadt"

    # A criterion that is removed decides no tie either, and the page says so.
    gone = {name: value for name, value in typed().items() if not name.startswith("criteria.1.")}
    answer = client.post(address(round_), gone, follow=True)
    assert Rubric.objects.get().tie_break == ["criterion:idea", "lot"]
    assert "entscheiden auch bei Gleichstand nicht mehr" in text(answer.content)


def test_second_of_two_who_edit_is_told_and_loses_nothing(client: Client, round_: Round) -> None:
    round_.define()
    both = typed()
    client.post(address(round_), both | {"criteria.0.label": "Von Emil"})

    with unchanged():
        answer = client.post(address(round_), both | {"criteria.0.label": "Von Dora"})

    assert answer.status_code == 409
    form = answer.context["form"]
    assert form["criteria.0.label"].value() == "Von Dora"
    assert "Von Emil" in text(answer.content)
    # Whoever saves now has seen the other text.
    client.post(
        address(round_), both | {"criteria.0.label": "Von Dora", "over": form["over"].value()}
    )
    assert Rubric.objects.get().criteria.all()[0].label == "Von Dora"


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.REVIEWING])
def test_published_rubric_is_read_only(client: Client, make_round: MakeRound, stage: Stage) -> None:
    round_ = make_round(stage)
    client.force_login(round_.dora)

    page = client.get(address(round_)).content
    assert Rubric.objects.get().digest in page.decode()
    assert "Veröffentlicht mit dem Wettbewerb am" in text(page)
    assert reverse("call", args=[round_.call.slug]) in page.decode()
    assert b"criteria.0.label" not in page
    for act in ("save", "add"):
        with unchanged():
            answer = client.post(address(round_), {**typed(quorum="9"), "act": act})
        assert answer.status_code == 409
        assert "lässt sich nicht mehr ändern" in text(answer.content)


def test_preview_shows_the_very_fields_of_a_juror(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, jurors=1)
    client.force_login(round_.dora)
    page = client.get(address(round_, "office-rubric-preview")).content.decode()
    round_.declare(round_.jurors[0])
    client.force_login(round_.jurors[0].user)

    parts = [round_.call.slug, round_.applications[0].public_id]
    answer = client.get(reverse("review", args=parts))
    assert answer.status_code == 200
    names = re.findall(
        r'name="((?:points-|reason-|comment|private|abstention)[^"]*)"', answer.content.decode()
    )
    assert {"points-idea", "reason-idea", "comment", "private_note", "abstention_reason"} <= set(
        names
    )
    for name in names:
        assert f'name="{name}"' in page


def test_preview_and_trial_say_where_there_is_no_rubric_yet(client: Client, round_: Round) -> None:
    for name in PAGES[1:]:
        assert "noch kein Bewertungsbogen gespeichert" in text(
            client.get(address(round_, name)).content
        )


@pytest.mark.parametrize(("name", "queries"), list(zip(PAGES, (8, 8, 7), strict=True)))
@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow(
    client: Client,
    round_: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
    count: int,
) -> None:
    round_.criteria = list([*CRITERIA, {"key": "c", "label": "C"}][:count])
    round_.define()
    with django_assert_num_queries(queries):
        client.get(address(round_, name))


def test_publishing_is_a_page_of_its_own(client: Client, round_: Round) -> None:
    publishing = reverse("office-call-publish", args=[round_.call.slug])
    assert publishing not in client.get(address(round_)).content.decode()

    client.post(address(round_), first())

    assert publishing in client.get(address(round_)).content.decode()
    with unchanged():
        assert client.post(address(round_), {"act": "publish", "read": ""}).status_code == 400
