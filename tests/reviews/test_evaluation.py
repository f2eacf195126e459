"""The evaluation: exact, after the lock alone, without what the reader is befangen for."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from django.test import Client

from competition.models import User
from competition.models.membership import Role
from kern.charts import Strip
from reviews import evaluation
from reviews.services import conflicts
from tests.fixtures.people import acting
from tests.fixtures.rounds import MakeRound, Stage


def apart(juror: int, application: int) -> Mapping[str, str]:
    """The first juror gives everybody full points, the others less from one to the next."""
    given = "5" if juror == 0 else str(4 - application)
    return {"idea": given, "breadth": given}


def labels(strip: Strip | None) -> list[str]:
    assert strip is not None
    return [row.label for row in strip.rows]


def test_most_disputed_application_comes_first(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, points=apart)

    strip = evaluation.of(round_.call).disputes

    assert labels(strip) == ["Beispielort 3", "Musterdorf", "Beispielstadt"]
    assert strip is not None
    assert [dot.value for dot in strip.rows[0].dots] == [6, 15]
    assert strip.rows[0].at.value == Fraction(21, 2)


def test_agreement_is_told_for_the_whole_and_each_criterion(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, points=apart)

    found = evaluation.of(round_.call).agreements

    assert [row.label for row in found] == ["Gesamtpunkte", "Überzeugungskraft", "Breitenwirkung"]
    assert all(row.value and row.value.value < Fraction(2, 3) for row in found)


def test_full_agreement_is_one(make_round: MakeRound) -> None:
    found = evaluation.of(make_round(Stage.LOCKED).call).agreements[0]

    assert found.value
    assert found.value.value == 1
    assert found.words == "Die Jury urteilt verlässlich ähnlich."


def test_histogram_counts_every_grade(make_round: MakeRound) -> None:
    first = evaluation.of(make_round(Stage.LOCKED, points=apart).call).histograms[0]

    counted = {bar.label: bar.text for bar in first.upper if bar.text != "0"}
    assert counted == {"5,0": "3", "4,0": "1", "3,0": "1", "2,0": "1"}
    assert len(first.upper) == 11


def test_leanings_are_of_both_sides(make_round: MakeRound) -> None:
    bars = evaluation.of(make_round(Stage.LOCKED, points=apart).call).leanings

    assert bars is not None
    assert [(bar.label, bar.text) for bar in bars.upper] == [("Clara Beispiel", "+6,00")]
    assert [(bar.label, bar.text) for bar in bars.lower] == [("Juror 2 Beispiel", "−6,00")]


def test_voided_review_is_in_no_number(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, points=apart)
    juror = round_.jurors[1]
    answers = {round_.applications[2].public_id: "kinship"}
    conflicts.declare(juror=juror, answers=answers, by=juror.user, understood=answers)

    found = evaluation.of(round_.call)

    assert labels(found.disputes) == ["Musterdorf", "Beispielstadt"]


def test_chair_reads_nothing_of_what_she_is_befangen_for(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, jurors=3, points=apart)
    clara = round_.jurors[0]
    own = round_.applications[2].public_id
    conflicts.declare(juror=clara, answers={own: "kinship"}, by=clara.user, understood=[own])

    found = evaluation.of(round_.call, reader=clara)

    assert own not in found.totals
    assert "Beispielort 3" not in labels(found.disputes)
    assert found.hidden_words.startswith("1 Bewerbung, bei der Sie befangen sind")
    assert own in evaluation.of(round_.call).totals


def test_chair_reads_nothing_of_a_town_she_acts_for_by_now(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, jurors=3, points=apart)
    third = round_.applications[2]
    acting("Clara", third.municipality, Role.EDITOR)

    found = evaluation.of(round_.call, reader=round_.jurors[0])

    assert third.public_id not in found.totals
    assert found.hidden_count == 1


def test_chair_reads_nothing_of_what_she_has_not_declared(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, jurors=3, points=apart)
    clara = round_.jurors[0]
    clara.declarations.filter(application=round_.applications[2]).delete()

    found = evaluation.of(round_.call, reader=clara)

    assert round_.applications[2].public_id not in found.totals
    assert (found.hidden_count, found.undeclared_count) == (0, 1)
    assert found.hidden_words.startswith("Bei 1 Bewerbung haben Sie noch nicht erklärt")


@pytest.mark.parametrize("door", ["jury", "geschaeftsstelle"])
def test_before_the_lock_nobody_sees_a_number(
    make_round: MakeRound, client: Client, clara: User, dora: User, door: str
) -> None:
    round_ = make_round(Stage.SCORED, points=apart)
    client.force_login(clara if door == "jury" else dora)

    page = client.get(f"/{door}/{round_.call.slug}/auswertung/").content.decode()

    assert "Erst nach dem Sperren der Bewertungen" in page
    assert "<figure" not in page
    assert "Krippendorff" not in page


def test_leanings_are_for_the_chair_alone(
    make_round: MakeRound, client: Client, clara: User, dora: User
) -> None:
    slug = make_round(Stage.LOCKED, points=apart).call.slug
    client.force_login(clara)
    assert "Wer strenger" in client.get(f"/jury/{slug}/auswertung/").content.decode()
    client.force_login(dora)

    page = client.get(f"/geschaeftsstelle/{slug}/auswertung/").content.decode()

    assert "Wo die Jury am weitesten" in page
    assert "Wer strenger" not in page
    assert "Clara" not in page


def test_other_jurors_find_no_evaluation(make_round: MakeRound, client: Client) -> None:
    round_ = make_round(Stage.LOCKED)
    client.force_login(round_.jurors[1].user)

    assert client.get(f"/jury/{round_.call.slug}/auswertung/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_evaluation_page_counts_its_queries(
    make_round: MakeRound,
    client: Client,
    clara: User,
    count: int,
    django_assert_num_queries: object,
) -> None:
    slug = make_round(Stage.LOCKED, applications=count, points=apart).call.slug
    client.force_login(clara)
    client.get(f"/jury/{slug}/auswertung/")

    with django_assert_num_queries(11):  # type: ignore[operator]  # the fixture has no type
        client.get(f"/jury/{slug}/auswertung/")


def test_desk_and_office_lead_to_it_once_the_scores_are_locked(
    make_round: MakeRound, client: Client, clara: User, dora: User
) -> None:
    slug = make_round(Stage.LOCKED).call.slug
    client.force_login(clara)
    assert f"/jury/{slug}/auswertung/" in client.get(f"/jury/{slug}/").content.decode()
    client.force_login(dora)

    page = client.get(f"/geschaeftsstelle/{slug}/jury/").content.decode()

    assert f"/geschaeftsstelle/{slug}/auswertung/" in page
