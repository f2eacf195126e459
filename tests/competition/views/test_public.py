"""The pages for everybody: what stands on them, and from when."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Publication
from competition.models.call import PublicationLevel
from competition.views.documents import nearest
from reviews.selection.__main__ import main
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
BEFORE_THE_RESULT = [Stage.OPEN, Stage.CLOSED, Stage.LOCKED, Stage.DECIDED, Stage.CONFIRMED]


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def page(client: Client, name: str, *parts: str) -> str:
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200
    return answer.content.decode()


def groups(client: Client) -> dict[str, int]:
    context = client.get(reverse("start")).context
    names = ("open", "scheduled", "running", "decided", "archive")
    return {name: len(context[name]) for name in names if context[name]}


@pytest.mark.parametrize(
    ("stage", "group"),
    [
        (Stage.OPEN, "open"),
        (Stage.CLOSED, "running"),
        (Stage.CONFIRMED, "running"),
        (Stage.ANNOUNCED, "decided"),
    ],
)
def test_start_groups_rounds_by_phase(
    client: Client, make_round: MakeRound, stage: Stage, group: str
) -> None:
    make_round(stage, applications=1, fields={"places_count": 1})

    assert groups(client) == {group: 1}


def test_start_does_not_show_an_unpublished_round(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED, fields={"title": "Noch geheim"})

    assert groups(client) == {}
    assert "Noch geheim" not in page(client, "start")


def test_start_costs_the_same_with_one_round_and_with_three(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_round(Stage.OPEN)
    with django_assert_num_queries(2):
        client.get(reverse("start"))

    for number in (2, 3):
        make_round(Stage.OPEN, fields={"slug": f"runde-{number}"})
    with django_assert_num_queries(2):
        client.get(reverse("start"))


def test_call_says_when_the_deadline_is_and_how_long_it_is_until_then(
    client: Client, open_round: Round
) -> None:
    open_round.at(DEADLINE_AT - timedelta(days=3, hours=4, minutes=30))

    text = page(client, "call", "beispielrunde")

    assert "Freitag, 21. April 2017, 24:00 Uhr" in text
    assert "noch 3 Tage und 4 Stunden" in text
    assert "100.000,00\u00a0€" in text


def test_call_of_an_unpublished_round_is_not_found(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED)

    assert client.get(reverse("call", args=["beispielrunde"])).status_code == 404


def test_call_shows_rubric_and_rules_from_the_start(client: Client, make_round: MakeRound) -> None:
    rule = {"key": "state", "label": "Ein Land", "attribute": "state", "value": "*", "maximum": 2}
    make_round(Stage.OPEN, rules=[rule])

    text = page(client, "call", "beispielrunde")
    assert "Überzeugungskraft" in text
    assert "Ein Land</span> <span" in text
    assert "höchstens 2" in text


@pytest.mark.parametrize("stage", BEFORE_THE_RESULT)
def test_nothing_of_the_result_is_shown_before_the_announcement(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    make_round(stage)

    text = page(client, "call", "beispielrunde")

    assert "Beispielstadt" not in text
    assert "Vorhaben 1" not in text
    for name in ("decision", "decision-case"):
        assert client.get(reverse(name, args=["beispielrunde"])).status_code == 404


def test_result_is_shown_from_the_announced_instant_on(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED)
    round_.at(PUBLIC_AT)

    text = page(client, "call", "beispielrunde")

    assert "Beispielstadt" in text
    assert "Musterdorf" in text
    assert "Beispielort 3" not in text
    assert "2 Kommunen, zusammen 100.000,00\u00a0€" in text


def test_decision_tells_sums_how_it_came_about_and_how_near_the_next_was(
    client: Client, announced: Round
) -> None:
    text = page(client, "decision", "beispielrunde")

    assert "Von 3 Bewerbungen kamen 3 in die Auswahl." in text
    assert "höchste Punktsumme erreichen und alle Regeln einhalten: 28,50 Punkte." in text
    assert "Es gab genau eine solche Zusammenstellung." in text
    assert "fehlten 1,50 Punkte" in text
    assert Publication.objects.get(kind="decision").digest in text


def test_decision_tells_the_exact_price_of_the_rules_and_how_to_recompute(
    client: Client, make_round: MakeRound
) -> None:
    """Only the third is of the state that must be there: it takes the place of the second."""
    rule = {"key": "state", "label": "Hessen", "attribute": "state", "value": "HE", "minimum": 1}
    make_round(Stage.ANNOUNCED, rules=[rule])

    text = page(client, "decision", "beispielrunde")

    assert "Was die Regeln gekostet haben" in text
    assert "Ohne die Regeln wäre die Punktsumme um 1,50 Punkte höher gewesen." in text
    assert '<td class="numeric">1,50</td><td class="numeric">3/2</td>' in text
    assert "python3 modellkommune-auswahl.pyz beispielrunde-entscheidung-1.json --explain" in text


def test_decision_without_rules_has_no_price(client: Client, announced: Round) -> None:
    assert "gekostet" not in page(client, "decision", "beispielrunde")


def test_start_leads_everybody_to_what_they_want(client: Client, announced: Round) -> None:
    text = page(client, "start")

    for name, args in (("decision", ["beispielrunde"]), ("municipalities", []), ("jury", [])):
        assert f'href="{reverse(name, args=args)}"' in text


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.OPEN, "Hier stehen wir: bis Freitag, 21. April 2017"),
        (Stage.CLOSED, "Sobald entschieden ist"),
        (Stage.ANNOUNCED, "Das Ergebnis ist bekannt"),
    ],
)
def test_call_says_where_it_stands_and_what_comes_next(
    client: Client, make_round: MakeRound, stage: Stage, words: str
) -> None:
    make_round(stage)

    assert words in page(client, "call", "beispielrunde")


def test_several_that_were_equally_near_are_all_told_of() -> None:
    margins = {"in": "1/6", "near": "1/6", "as-near": "1/6", "far": "2", "impossible": None}

    told = nearest({"result": {"selected": ["in"], "margin": margins}})

    assert told.startswith("Den 2 nächsten Bewerbungen fehlten je 0,17 Punkte")


def test_decision_keeps_those_not_awarded_under_their_pseudonym(
    client: Client, announced: Round
) -> None:
    text = page(client, "decision", "beispielrunde")

    assert announced.applications[2].public_id[:8] in text
    assert "Beispielort 3" not in text
    assert "Vorhaben 3" not in text
    assert "Clara" not in text


def test_decision_of_a_round_that_publishes_awards_only_shows_no_totals(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED, fields={"publication_level": PublicationLevel.AWARDS})

    text = page(client, "decision", "beispielrunde")

    assert "Beispielstadt" in text
    assert "Alle Bewerbungen" not in text
    assert client.get(reverse("decision-case", args=["beispielrunde"])).status_code == 404


def test_published_case_recomputes_to_the_same_awards(
    client: Client,
    announced: Round,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(client.get(reverse("decision-case", args=["beispielrunde"])).content)

    assert main([str(file)]) == 0

    selected = json.loads(capsys.readouterr().out)["selected"]
    assert selected == sorted(each.public_id for each in announced.applications[:2])


def test_archive_shows_the_nine_of_2017_and_the_sources(client: Client) -> None:
    call_command("import_register", verbosity=0)
    call_command("load_archive", verbosity=0)

    text = page(client, "call", "modellkommune-open-government-2017")

    for name in ("Bonn", "Brandis", "Köln", "Marburg-Biedenkopf", "Merzenich", "Moers", "Tengen"):
        assert f">{name}<" in text
    assert "9 Kommunen, zusammen 450.000,00\u00a0€" in text
    assert "Freitag, 21. April 2017, 24:00 Uhr" in text
    assert "Quellen" in text


@pytest.mark.parametrize("name", ["accessibility", "imprint", "privacy"])
def test_facts_about_the_site_are_open_to_everybody(client: Client, name: str) -> None:
    assert "<h1>" in page(client, name)


def test_call_says_how_is_judged(client: Client, make_round: MakeRound) -> None:
    criterion = {
        "key": "idea",
        "label": "Idee \N{SEEDLING}",
        "step": "0.25",
        "threshold": "1.5",
        "levels": [{"score": "4.5", "meaning": "fast alles"}],
        "reason_required": True,
    }
    fields = {"quorum": 2, "panel_size": 3, "overall_threshold": "4.5", "aggregate": "median"}
    make_round(
        Stage.OPEN,
        criteria=[criterion],
        rubric_fields=fields | {"disclosure": "own_final", "abstention_allowed": False},
    )

    told = " ".join(page(client, "call", "beispielrunde").split())

    for sentence in (
        "Idee \N{SEEDLING}",
        "0 bis 5 in Schritten von 0,25",
        "<strong>4,5</strong> – fast alles",
        "Mindestens 1,5 Punkte.",
        "Punkte nur mit schriftlicher Begründung.",
        "mindestens 2 gültige Bewertungen",
        "zählt der Median der Punkte",
        "Insgesamt sind mindestens 4,5 Punkte nötig.",
        "Jede Bewerbung lesen 3 Jurymitglieder.",
        "sobald die eigene Bewertung abgeschlossen ist.",
        "Enthalten darf sich kein Jurymitglied.",
    ):
        assert sentence in told


def test_call_says_of_an_older_rubric_what_it_says(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.OPEN)
    published = Publication.objects.get(kind="rubric")
    for name in ("panel_size", "disclosure", "abstention_allowed"):
        del published.content[name]
    del published.content["criteria"][0]["reason_required"]
    Publication.objects.filter(pk=published.pk).update(content=published.content)

    told = page(client, "call", "beispielrunde")
    assert "Überzeugungskraft" in told
    assert "nthalten" not in told
