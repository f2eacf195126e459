"""The table of all scores: every pair, what counts and why not, exact numbers."""

from fractions import Fraction
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from reviews.models import Assignment, Conflict, Review, Rubric
from reviews.score_table import rows, streams
from reviews.score_table.rows import COLUMNS, Table
from reviews.services import abstentions, conflicts, reviews
from tests.fixtures.rounds import CLOSED_AT, CRITERIA, MakeRound, Round, Stage
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db
NAMES = [column.name for column in COLUMNS]


def table_of(round_: Round) -> Table:
    return Table(round_.call, Rubric.objects.get(call=round_.call))


def told(round_: Round, *names: str) -> list[tuple[Any, ...]]:
    """The values of the named columns, row by row."""
    places = [NAMES.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table_of(round_).rows()]


def of(round_: Round, number: int, juror: int) -> list[tuple[Any, ...]]:
    """``Zählt``, points and the total of the application of one pair."""
    own, short = round_.applications[number], f"J{juror + 1}"
    found = told(round_, "Kennung", "Kürzel", "Zählt", "Punkte", "Gesamtpunkte der Bewerbung")
    return [row[2:] for row in found if row[:2] == (own.public_id, short)]


def test_every_pair_has_a_row_per_criterion(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, applications=2)
    assert told(round_, "Kommune", "Kürzel", "Kriterium", "Gewicht", "Punkte") == [
        (town, juror, label, weight, points)
        for town, points in (("Beispielstadt", Fraction(5)), ("Musterdorf", Fraction(9, 2)))
        for juror in ("J1", "J2")
        for label, weight in (("Überzeugungskraft", 2), ("Breitenwirkung", 1))
    ]
    last = dict(zip(NAMES, list(table_of(round_).rows())[-1], strict=True))
    assert last == {
        "Kommune": "Musterdorf",
        "AGS": "99002001",
        "Kennung": round_.applications[1].public_id,
        "Vorhaben": "Vorhaben 2",
        "Jurymitglied": "Juror 2 Beispiel",
        "Kürzel": "J2",
        "Zählt": "ja",
        "Kriterium": "Breitenwirkung",
        "Gewicht": 1,
        "Punkte": Fraction(9, 2),
        "Vor der Sitzung": None,
        "Punkte mal Gewicht": Fraction(9, 2),
        "Summe dieser Bewertung": Fraction(27, 2),
        "Wert im Kriterium": Fraction(9, 2),
        "Gesamtpunkte der Bewerbung": Fraction(27, 2),
        "Begründung": None,
    }


def test_means_stay_exact(make_round: MakeRound) -> None:
    def points(juror: int, application: int) -> dict[str, str]:
        return {each["key"]: "5" if juror else "4.5" for each in CRITERIA}

    round_ = make_round(Stage.LOCKED, applications=1, jurors=3, points=points)
    assert told(round_, "Gesamtpunkte der Bewerbung")[0] == (Fraction(29, 2),)
    assert told(round_, "Wert im Kriterium")[0] == (Fraction(29, 6),)


def test_voided_review_stays_and_is_marked(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, applications=2)
    conflicts.record(
        juror=round_.jurors[1],
        application=round_.applications[0],
        reason="kinship",
        note="Schwester der Bürgermeisterin",
        by=round_.dora,
    )
    assert of(round_, 0, 1) == [("nein: befangen", Fraction(5), Fraction(15))] * 2
    assert of(round_, 0, 0)[0][0] == "ja"
    Conflict.objects.update(
        settlement="dismissed", settled_at=CLOSED_AT, settled_by=round_.dora, settlement_reason="x"
    )
    assert of(round_, 0, 1)[0][0] == "ja"


def test_what_else_does_not_count_says_why(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, applications=3)
    clara, second = round_.jurors
    first, other, third = round_.applications
    for juror in (clara, second):
        round_.declare(juror)
    abstentions.abstain(
        juror=clara, application=first, by=clara.user, reason="Zu nah am Thema.", version=0
    )
    reviews.save(
        juror=clara, application=other, by=clara.user, version=0, scores={"idea": "5"}, comment=""
    )
    round_.review(second, first, {"idea": "4", "breadth": "3"})
    Assignment.objects.filter(jury_member=second, application=first).update(
        ended_at=CLOSED_AT, ended_by=round_.dora
    )
    assert of(round_, 0, 0) == [("nein: Enthaltung", None, None)] * 2
    assert of(round_, 0, 1)[0] == ("nein: Zuteilung beendet", Fraction(4), None)
    assert of(round_, 1, 0) == [
        ("nein: nicht abgeschlossen", Fraction(5), None),
        ("nein: nicht abgeschlossen", None, None),
    ]
    assert of(round_, 2, 0) == [("nein: keine Bewertung", None, None)] * 2
    Review.objects.filter(application=other).update(state="final", finalised_at=CLOSED_AT)
    assert of(round_, 1, 0)[0][0] == "nein: unvollständig"
    assert ("Zu nah am Thema.",) in told(round_, "Begründung")
    assert third.public_id in [key for (key,) in told(round_, "Kennung")]


def test_points_changed_in_the_session_stand_beside_those_before(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    sitting.revise(0, sitting.third, "5")
    found = told(sitting.round, "AGS", "Kürzel", "Kriterium", "Punkte", "Vor der Sitzung")
    changed = [row[1:] for row in found if row[4] is not None]
    assert changed == [("J3", "Überzeugungskraft", Fraction(5), Fraction(4))]


def test_private_notes_and_comments_are_no_part_of_it(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, applications=1)
    Review.objects.update(private_note="geheim", comment="intern", comment_for_applicant="später")
    text = str(list(table_of(round_).rows()))
    for word in ("geheim", "intern", "später"):
        assert word not in text


def test_the_table_agrees_with_the_selection(make_round: MakeRound) -> None:
    def points(juror: int, application: int) -> dict[str, str]:
        return {"idea": str(5 - juror / 2), "breadth": str(4 - application / 2)}

    round_ = make_round(Stage.SCORED, jurors=3, points=points)
    conflicts.record(
        juror=round_.jurors[1],
        application=round_.applications[0],
        reason="kinship",
        note="Bruder",
        by=round_.dora,
    )
    round_.advance(Stage.COMPUTED)
    assert round_.run
    assert round_.run.result
    computed = {key: Fraction(value) for key, value in round_.run.result["scores"].items()}
    assert dict(told(round_, "Kennung", "Gesamtpunkte der Bewerbung")) == computed


@pytest.mark.parametrize(("applications", "chunk"), [(1, 500), (3, 500), (3, 1)])
def test_queries_are_as_many_whatever_the_rows_and_the_chunks(
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
    applications: int,
    chunk: int,
) -> None:
    round_ = make_round(Stage.SCORED, applications=applications)
    monkeypatch.setattr(streams, "CHUNK_ROWS", chunk)
    monkeypatch.setattr(rows, "CHUNK_ROWS", chunk)
    rubric = Rubric.objects.get(call=round_.call)
    with django_assert_num_queries(9):
        found = list(Table(round_.call, rubric).rows())
    assert len(found) == applications * 2 * 2


def test_what_comes_meanwhile_for_an_unknown_application_is_passed_over(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCORED, applications=3)
    ranks = dict(streams.ranks_of(round_.call))
    own = round_.applications[0].pk
    del ranks[own]
    found = streams.streams_of(round_.call, ranks)
    given = {pk: len(found["scores"](pk)) for pk in sorted(ranks, key=lambda pk: ranks[pk])}
    assert given == dict.fromkeys(ranks, 4)
