import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Application
from tests.api.caller import Answer, Caller, assert_problem
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

LIST = "office/calls/beispielrunde/applications/"


def act(caller: Caller, application: Application, name: str, **body: object) -> Answer:
    """Judge what there is to read."""
    read = {"sha256": as_read.digest_of(application), **body}
    return caller.post(f"{LIST}{application.public_id}/{name}/", **read)


def test_c22_before_the_deadline_content_is_sealed(as_dora: Caller, make_round: MakeRound) -> None:
    application = make_round(Stage.SUBMITTED, applications=1).applications[0]
    told = as_dora.get(f"{LIST}{application.public_id}/").value
    assert told == {
        "id": application.public_id,
        "municipality": {
            "ags": "99001001",
            "name": "Beispielstadt",
            "kind": "town",
            "state": "NW",
            "population": 34_920,
            "size_class": "medium",
        },
        "state": "submitted",
        "title": None,
        "submitted_at": None,
        "screened_at": None,
        "screening_reason": "",
        "available_moves": [],
        "content": None,
        "sha256": None,
    }
    assert "Vorhaben" not in as_dora.get(LIST).body.decode()


def test_after_the_deadline_the_sealed_version_is_read(
    as_dora: Caller, make_round: MakeRound
) -> None:
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    told = as_dora.get(f"{LIST}{application.public_id}/").value
    version = application.valid_version
    assert version
    assert (told["title"], told["sha256"]) == ("Vorhaben 1", version.digest)
    assert told["content"] == version.content
    assert told["submitted_at"].startswith("2017-03-22T23:00")
    assert told["available_moves"] == ["admit", "exclude"]


def test_a_draft_stays_closed_after_the_deadline(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    draft = round_.draft(1)
    round_.close()
    told = as_dora.get(f"{LIST}{draft.public_id}/").value
    assert (told["state"], told["title"], told["content"]) == ("draft", None, None)
    assert "Vorhaben 2" not in as_dora.get(LIST).body.decode()


def test_applications_are_admitted_and_excluded(as_dora: Caller, make_round: MakeRound) -> None:
    first, second = make_round(Stage.CLOSED, applications=2).applications
    assert act(as_dora, first, "admit").value["state"] == "admitted"
    answer = act(as_dora, second, "exclude", reason=" Der Beschluss fehlt. ")
    assert (answer.status, answer.value["state"]) == (200, "excluded")
    assert answer.value["screening_reason"] == "Der Beschluss fehlt."
    assert answer.value["available_moves"] == ["admit"]
    second.refresh_from_db()
    assert second.screened_by
    assert second.screened_by.name == "Dora Beispiel"


@pytest.mark.parametrize(("name", "body"), [("admit", {}), ("exclude", {"reason": "Nein."})])
def test_only_the_version_that_was_read_is_judged(
    as_dora: Caller, make_round: MakeRound, name: str, body: dict[str, str]
) -> None:
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    place = f"{LIST}{application.public_id}/{name}/"
    with unchanged():
        assert_problem(as_dora.post(place, **body), "precondition_required", 428, "sha256")
        answer = act(as_dora, application, name, **body, sha256="0" * 64)
        assert_problem(answer, "version_changed", 409)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (None, "required"),
        ("", "required"),
        ("x" * 2_001, "too_long"),
        ("a\x07", "control_characters"),
    ],
)
def test_an_exclusion_has_its_reason(
    as_dora: Caller, make_round: MakeRound, reason: str | None, code: str
) -> None:
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    with unchanged():
        answer = act(as_dora, application, "exclude", reason=reason)
    assert_problem(answer, code, 400, "reason")


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (Stage.SUBMITTED, "call_not_closed"),
        (Stage.REVIEWING, "reviewing_open"),
        (Stage.SCREENED, "unknown_move"),
    ],
)
def test_screening_has_its_time(
    as_dora: Caller, make_round: MakeRound, stage: Stage, code: str
) -> None:
    round_ = make_round(stage, applications=1)
    application = round_.applications[0]
    with unchanged():
        assert_problem(act(as_dora, application, "admit"), code, 409)
    if stage == Stage.SCREENED:
        as_read.exclude(application=application, by=round_.dora, reason="Zu spät.")
    with unchanged():
        assert_problem(act(as_dora, application, "exclude", reason="Nein."), code, 409)


def test_nothing_can_be_moved_once_reviewing_is_open(
    as_dora: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.REVIEWING)
    assert {tuple(row["available_moves"]) for row in as_dora.get(LIST).rows} == {()}


def test_an_application_of_another_call_is_not_found(
    as_dora: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.CLOSED)
    other = make_round(Stage.CLOSED, fields={"slug": "andere"}).applications[0]
    for name in ("", "admit/", "exclude/"):
        method = "POST" if name else "GET"
        answer = as_dora.call(method, f"{LIST}{other.public_id}/{name}")
        assert_problem(answer, "not_found", 404)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Beispielort 3", "Beispielstadt", "Musterdorf"]),
        ("?state=excluded", ["Musterdorf"]),
        ("?kind=town", ["Beispielort 3", "Beispielstadt"]),
        ("?federal_state=NW", ["Beispielstadt"]),
        ("?federal_state=NW&state=excluded", []),
        ("?order=-municipality", ["Musterdorf", "Beispielstadt", "Beispielort 3"]),
        ("?order=population", ["Musterdorf", "Beispielstadt", "Beispielort 3"]),
    ],
)
def test_filters_and_orders(
    as_dora: Caller, make_round: MakeRound, query: str, expected: list[str]
) -> None:
    round_ = make_round(Stage.CLOSED)
    as_read.exclude(application=round_.applications[1], by=round_.dora, reason="Zu spät.")
    found = [row["municipality"]["name"] for row in as_dora.get(LIST + query).rows]
    assert found == expected


def test_no_order_tells_the_sealed_arrival(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.SUBMITTED)
    for order in ("submitted_at", "-submitted_at", "title", "valid_version", "?"):
        answer = as_dora.get(f"{LIST}?order={order}")
        assert answer.value["code"] in ("unknown_choice", "unknown_filter")


def test_content_and_receipts_are_told_where_they_are_asked_for(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CLOSED, applications=2)
    short = as_dora.get(LIST).rows
    assert [row["receipt"] for row in short] == [each.number for each in round_.receipts]
    assert [row["content"] for row in short] == [None, None]
    full = as_dora.get(f"{LIST}?expand=content,receipt").rows
    for row, receipt in zip(full, round_.receipts, strict=True):
        assert row["content"] == receipt.version.content
        assert row["receipt"]["document"] == receipt.document
        assert row["receipt"]["signature"] == receipt.signature


def test_c22_nothing_that_is_sealed_is_expanded_before_the_deadline(
    as_dora: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.SUBMITTED)
    for row in as_dora.get(f"{LIST}?expand=content,receipt").rows:
        assert (row["content"], row["receipt"], row["sha256"]) == (None, None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    application = make_round(Stage.READY, applications=rows).applications[0]
    with django_assert_num_queries(4):
        assert len(as_dora.get(LIST).rows) == rows
    with django_assert_num_queries(4):
        as_dora.get(f"{LIST}?expand=content,receipt")
    with django_assert_num_queries(3):
        as_dora.get(f"{LIST}{application.public_id}/")
