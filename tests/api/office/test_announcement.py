import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Announcement, Award, Call, Notice
from tests.api.caller import Answer, Caller, assert_problem
from tests.fixtures.announcing import read_of
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

PLACE = "office/calls/beispielrunde/announcement/"
MOMENT, LATER = "2017-06-01T10:00:00+02:00", "2017-06-01T11:00:00+02:00"


PARTS = ("public_at", "awards_sha256", "letters_sha256")


def prepare(caller: Caller, public_at: object = MOMENT, **over: object) -> Answer:
    return caller.put(PLACE, public_at=public_at, **over)


def confirm(caller: Caller, **other: object) -> Answer:
    """Confirm what the caller reads now, but for ``other``."""
    told = caller.get(PLACE).value
    return caller.post(f"{PLACE}confirm/", **{part: told[part] for part in PARTS} | other)


def test_dora_prepares_and_emil_confirms(
    as_dora: Caller, as_emil: Caller, anybody: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.DECIDED)
    prepared = prepare(as_dora)
    assert prepared.status == 200
    assert as_emil.get(PLACE).value == prepared.value
    assert prepared.value == {
        "call": "beispielrunde",
        "public_at": MOMENT,
        "awards_sha256": Announcement.objects.get().awards_digest,
        "letters_sha256": read_of(Call.objects.get()).letters,
        "letters": [{"kind": "award", "count": 2}, {"kind": "rejection", "count": 1}],
        "prepared_at": prepared.value["prepared_at"],
        "prepared_by": "Dora Beispiel",
        "confirmed_at": None,
        "confirmed_by": None,
        "awards": [
            {
                "ags": "99001001",
                "name": "Beispielstadt",
                "title": "Vorhaben 1",
                "amount_cents": 5_000_000,
            },
            {
                "ags": "99002001",
                "name": "Musterdorf",
                "title": "Vorhaben 2",
                "amount_cents": 5_000_000,
            },
        ],
    }
    confirmed = confirm(as_emil)
    assert (confirmed.status, confirmed.value["confirmed_by"]) == (200, "Emil Beispiel")
    assert confirm(as_emil).value == confirmed.value
    assert Notice.objects.filter(occasion="announcement").count() == 3
    assert anybody.get("public/awards/").rows == []


def test_the_moment_may_be_set_anew_until_confirmed(
    as_dora: Caller, as_emil: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.DECIDED)
    prepare(as_dora)
    assert prepare(as_emil, LATER, over=MOMENT).value["public_at"] == LATER
    with unchanged():
        assert_problem(confirm(as_emil), "same_person", 409)
    confirm(as_dora)
    with unchanged():
        assert_problem(prepare(as_dora), "announcement_standing", 409)
        assert_problem(confirm(as_emil), "announcement_standing", 409)


def test_only_the_moment_that_was_read_is_confirmed(
    as_dora: Caller, as_emil: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.DECIDED)
    prepare(as_dora, LATER)
    with unchanged():
        answer = confirm(as_emil, public_at=MOMENT)
    assert_problem(answer, "announcement_moved", 409)


@pytest.mark.parametrize(
    ("public_at", "code"),
    [
        (None, "required"),
        ("2017-06-01T10:00:00", "offset_required"),
        ("01.06.2017, 10 Uhr", "instant_invalid"),
        (1496304000, "instant_invalid"),
    ],
)
def test_t22_the_moment_names_its_offset(
    as_dora: Caller, make_round: MakeRound, public_at: object, code: str
) -> None:
    make_round(Stage.DECIDED)
    with unchanged():
        assert_problem(prepare(as_dora, public_at), code, 400, "public_at")


def test_the_moment_lies_ahead(as_dora: Caller, as_emil: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    with unchanged():
        answer = prepare(as_dora, "2017-04-25T00:00:00+02:00")
        assert_problem(answer, "public_at_past", 409, "public_at")
    prepare(as_dora)
    round_.reach_public_at()
    with unchanged():
        assert_problem(confirm(as_emil), "public_at_past", 409, "public_at")


def test_without_a_decision_nothing_is_announced(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.PROPOSED)
    with unchanged():
        assert_problem(prepare(as_dora), "decision_missing", 409)
        read = {"public_at": MOMENT, "awards_sha256": "0" * 64, "letters_sha256": "0" * 64}
        answer = as_dora.post(f"{PLACE}confirm/", **read)
        assert_problem(answer, "announcement_missing", 409)
        assert_problem(as_dora.get(PLACE), "not_found", 404)


@pytest.mark.parametrize("part", PARTS)
def test_a_confirmation_names_all_that_was_read(
    as_emil: Caller, make_round: MakeRound, part: str
) -> None:
    make_round(Stage.PREPARED)
    told = as_emil.get(PLACE).value
    read = {each: told[each] for each in PARTS if each != part}
    with unchanged():
        answer = as_emil.post(f"{PLACE}confirm/", **read)
    assert_problem(answer, "precondition_required", 428, part)


@pytest.mark.parametrize(
    ("part", "code"),
    [("awards_sha256", "announcement_changed"), ("letters_sha256", "letter_texts_changed")],
)
def test_only_what_was_read_is_confirmed(
    as_emil: Caller, make_round: MakeRound, part: str, code: str
) -> None:
    make_round(Stage.PREPARED)
    with unchanged():
        assert_problem(confirm(as_emil, **{part: "0" * 64}), code, 409)


def test_the_moment_is_moved_over_the_one_that_was_read(
    as_emil: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.PREPARED)
    with unchanged():
        assert_problem(prepare(as_emil, LATER), "precondition_required", 428, "over")
        answer = prepare(as_emil, LATER, over=LATER)
        assert_problem(answer, "announcement_moved", 409, "over")
    stands = as_emil.get(PLACE).value["public_at"]
    assert prepare(as_emil, LATER, over=stands).value["public_at"] == LATER


def test_what_is_announced_is_never_taken_back(as_dora: Caller, make_round: MakeRound) -> None:
    """A correction is a new decision, with its own instant, that everybody sees."""
    make_round(Stage.ANNOUNCED)
    with unchanged():
        assert_problem(prepare(as_dora, LATER), "announcement_standing", 409)
        assert_problem(as_dora.call("DELETE", PLACE), "method_not_allowed", 405)


def test_what_has_changed_is_not_confirmed(as_emil: Caller, make_round: MakeRound) -> None:
    make_round(Stage.PREPARED)
    Award.objects.filter(title="Vorhaben 1").update(amount_cents=1)
    with unchanged():
        assert_problem(confirm(as_emil), "announcement_changed", 409)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 5_000_000}
    make_round(Stage.PREPARED, applications=rows, fields=fields)
    with django_assert_num_queries(8):
        assert len(as_dora.get(PLACE).value["awards"]) == rows
