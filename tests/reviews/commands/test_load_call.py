"""Calls from files: all of a file or nothing, and every fault with its place."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from competition.models import Call, User
from tests.fixtures.refusals import unchanged
from tools.programs import ROOT

pytestmark = pytest.mark.django_db
EXAMPLE = ROOT / "docs/examples/call.json"
Change = Callable[[Any], object]


def load(path: Path, by: str = "dora@example.org", **options: Any) -> str:
    out = StringIO()
    call_command("load_call", str(path), by=by, stdout=out, **options)
    return out.getvalue()


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "call.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def changed(folder: Path, change: Change) -> Path:
    """The documented example with a change."""
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    change(document)
    return written(folder, json.dumps(document))


def test_documented_example_is_loaded_whole(dora: User) -> None:
    assert "angelegt und noch nicht sichtbar" in load(EXAMPLE)
    call = Call.objects.get(slug="offene-kommune-2027")
    assert call.published_at is None
    assert call.deadline_at.isoformat() == "2027-04-23T22:00:00+00:00"
    assert [question.key for question in call.questions.all()][:2] == ["title", "perspectives"]
    asked = {question.key: question for question in call.questions.all()}
    assert len(asked["perspectives"].choices) == 7
    assert asked["others"].condition == {"question": "cooperation", "values": ["yes"]}
    assert (asked["reach"].minimum, asked["reach"].maximum) == (1, 10_000_000)
    assert str(asked["resolution"].deadline_at) == "2027-05-21 22:00:00+00:00"
    assert [criterion.weight for criterion in call.rubric.criteria.all()] == ["2", "1"]
    assert call.rubric.diversity_rules.count() == 2


def test_published_on_request(dora: User) -> None:
    assert "veröffentlicht" in load(EXAMPLE, publish=True)
    assert Call.objects.get().published_by == dora


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.pop("rubric"), "rubric: Diese Angabe fehlt."),
        (lambda d: d["call"].pop("deadline_at"), "call.deadline_at: Diese Angabe fehlt."),
        (lambda d: d["call"].update(winner="x"), "call.winner: Diesen Namen gibt es hier nicht."),
        (lambda d: d["call"].update(places_count="9"), "call.places_count: Diese Angabe hat"),
        (lambda d: d["call"].update(places_count=True), "call.places_count: Diese Angabe hat"),
        (lambda d: d["call"].update(eligible_kinds="town"), "call.eligible_kinds: Diese Angabe"),
        (lambda d: d["call"].update(eligible_kinds=["planet"]), "planet"),
        (lambda d: d["call"].update(opens_at="bald"), "call.opens_at: Das ist kein Zeitpunkt."),
        (
            lambda d: d["call"].update(deadline_at="9999-12-31T23:59:59+00:00"),
            "call.deadline_at: Das ist kein Zeitpunkt.",
        ),
        (
            lambda d: d["call"].update(opens_at="0001-01-01T00:00:00+14:00"),
            "call.opens_at: Das ist kein Zeitpunkt.",
        ),
        (lambda d: d["call"].update(opens_at="2027-02-15T00:00"), "call.opens_at: Bitte geben Sie"),
        (lambda d: d["call"].update(budget_cents=1), "Die Mittel reichen nicht"),
        (lambda d: d["call"].update(opens_at="2028-01-01T00:00:00Z"), "Der Beginn muss vor"),
        (lambda d: d["questions"][1].pop("key"), "questions[1].key: Diese Angabe fehlt."),
        (lambda d: d["questions"][1].update(kind="essay"), "kind:"),
        (lambda d: d["questions"][1].update(choices=["a"]), "questions[1].choices: Diese Angabe"),
        (
            lambda d: d["questions"][1].update(choices="winter"),
            "questions[1].choices: Diese Angabe",
        ),
        (lambda d: d["questions"][1].update(minimum="1"), "questions[1].minimum: Diese Angabe"),
        (lambda d: d["questions"][1].update(condition=[]), "questions[1].condition: Diese Angabe"),
        (
            lambda d: d["questions"][1].update(condition={"question": "reach", "values": [1]}),
            "Die Bedingung darf nur von einer früheren Frage abhängen.",
        ),
        (lambda d: d["questions"][-2].update(deadline_at=5), "].deadline_at: Diese Angabe hat"),
        (lambda d: d["questions"][-2].update(deadline_at="bald"), "].deadline_at: Das ist kein"),
        (
            lambda d: d["questions"][-2].update(deadline_at="2027-04-24T00:00:00+02:00"),
            "Eine eigene Frist endet nach dem Bewerbungsschluss.",
        ),
        (lambda d: d["questions"].append(d["questions"][1]), "Question"),
        (lambda d: d["rubric"]["criteria"][1].update(weight=0.5), "rubric.criteria[1].weight"),
        (
            lambda d: d["rubric"]["criteria"][1].update(weight="viel"),
            "rubric.criteria[1].weight: Zu Kriterium 2 („Breitenwirkung“): Bitte geben Sie",
        ),
        (lambda d: d["rubric"]["criteria"][0].update(reason_required="ja"), "].reason_required:"),
        (lambda d: d["rubric"].update(panel_size=3), "panel_size: Der Bewertungsbogen"),
        (lambda d: d["rubric"].update(disclosure="immer"), "disclosure: Der Bewertungsbogen"),
        (lambda d: d["rubric"]["rules"][0].update(attribute="mayor"), "attribute"),
        (lambda d: d["rubric"].update(tie_break=["lot", "criterion:breadth"]), "lot"),
        (lambda d: d["rubric"].update(quorum=-1), "quorum"),
    ],
)
def test_fault_is_named_and_nothing_entered(
    dora: User, tmp_path: Path, change: Change, told: str
) -> None:
    path = changed(tmp_path, change)
    with unchanged(), pytest.raises(CommandError) as raised:
        load(path)
    assert told in str(raised.value)


def test_all_faults_of_a_rubric_are_named_at_once(dora: User, tmp_path: Path) -> None:
    def spoil(document: Any) -> None:
        for criterion in document["rubric"]["criteria"]:
            criterion.update(step="0")

    with unchanged(), pytest.raises(CommandError) as raised:
        load(changed(tmp_path, spoil))
    assert [line.partition(":")[0] for line in str(raised.value).splitlines()] == [
        "rubric.criteria[0].step",
        "rubric.criteria[1].step",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{\n "call": {,', "Zeile 2, Spalte 11: kein gültiges JSON"),
        ("", "Zeile 1, Spalte 1"),
        ("[]", "Hier muss ein Objekt stehen."),
        ('{"call": {}, "call": {}}', "call: Der Name steht zweimal da."),
        ('{"call": NaN}', "NaN ist keine Zahl."),
        (b'{"call": "\xff"}', "nicht in UTF-8"),
        ("[" * 100_000, "zu tief geschachtelt"),
    ],
)
def test_file_that_is_no_definition_is_refused(
    dora: User, tmp_path: Path, content: str | bytes, told: str
) -> None:
    path = written(tmp_path, content)
    with unchanged(), pytest.raises(CommandError) as raised:
        load(path)
    assert told in str(raised.value)


def test_same_call_twice_is_refused(dora: User) -> None:
    load(EXAMPLE)
    with unchanged(), pytest.raises(CommandError, match="slug"):
        load(EXAMPLE)


def test_file_that_is_not_there_is_named(dora: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        load(tmp_path / "nowhere.json")


def test_only_the_office_loads(anna: User) -> None:
    with unchanged(), pytest.raises(CommandError, match="fehlt Ihnen die Berechtigung"):
        load(EXAMPLE, by=anna.email)


def test_somebody_without_an_account_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="hat kein Konto"):
        load(EXAMPLE, by="nobody@example.org")
