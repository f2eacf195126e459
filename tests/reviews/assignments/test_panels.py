"""Panels of a round: balanced, free of conflicts, the same for the same round, or refused."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.errors import Refusal
from competition.models import Application, ApplicationVersion, Municipality, User
from reviews.assignments import panels, workload
from reviews.assignments.assignment import Reason
from reviews.models import Assignment, Conflict, JuryMember, Rubric
from reviews.services import assignments
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
AT = datetime(2017, 5, 1, tzinfo=UTC)


def fill(round_: Round, applications: Sequence[int], jurors: Sequence[int]) -> None:
    """Admitted applications and jurors of these numbers, written in this order."""
    by = round_.dora
    towns = Municipality.objects.bulk_create(
        Municipality(
            ags=f"9900{number:04}",
            name=f"Musterort {number}",
            kind="town",
            state="NW",
            population=5_000,
            latitude="51.356",
            longitude="11.993",
            as_of=AT.date(),
            is_synthetic=True,
        )
        for number in applications
    )
    made = Application.objects.bulk_create(
        Application(call=round_.call, municipality=town, contact=by, started_at=AT, started_by=by)
        for town in towns
    )
    versions = ApplicationVersion.objects.bulk_create(
        ApplicationVersion(
            application=each,
            number=1,
            title="Vorhaben",
            content={},
            digest="0" * 64,
            received_at=AT,
            sealed_at=AT,
            submitted_by=by,
            released_at=AT,
            released_by=by,
        )
        for each in made
    )
    for each, version in zip(made, versions, strict=True):
        each.state, each.valid_version = "admitted", version
        each.submitted_at, each.submitted_by = AT, by
        each.screened_at, each.screened_by = AT, by
    fields = ("state", "valid_version", "submitted_at", "submitted_by")
    Application.objects.bulk_update(made, [*fields, "screened_at", "screened_by"], batch_size=100)
    people = User.objects.bulk_create(
        User(email=f"jury-{number:02}@example.org", name=f"Jury {number}", is_synthetic=True)
        for number in jurors
    )
    JuryMember.objects.bulk_create(JuryMember(call=round_.call, user=each) for each in people)


def named(round_: Round) -> set[tuple[str, str]]:
    """The present pairs by municipality and address, whatever their ids."""
    rows = Assignment.objects.current().filter(jury_member__call=round_.call)
    return set(rows.values_list("application__municipality__ags", "jury_member__user__email"))


def conflict(juror: JuryMember, application: Application, severity: str = "hard") -> None:
    Conflict.objects.create(
        jury_member=juror,
        application=application,
        reason="mandate",
        source="register",
        severity=severity,
        declared_at=AT,
    )


def test_opening_gives_every_application_its_panel(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, applications=4, jurors=4, rubric_fields={"panel_size": 2})
    pairs = named(round_)
    assert set(Counter(application for application, _ in pairs).values()) == {2}
    assert set(Counter(juror for _, juror in pairs).values()) == {2}
    assert set(Assignment.objects.values_list("origin", flat=True)) == {"panel"}


def test_excluding_conflicts_are_in_no_panel(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=3, rubric_fields={"panel_size": 1})
    round_.prepare_jury()
    own = round_.seat("Rita", municipality=round_.applications[0].municipality)
    round_.open_reviewing()
    assert own.conflicts.exists()
    assert not own.assignments.filter(application=round_.applications[0]).exists()
    assert own.assignments.count() == 1


def test_conflict_that_may_be_lifted_is_avoided_while_others_are_free(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.READY, applications=2, jurors=2, rubric_fields={"panel_size": 1})
    one, other = round_.applications
    conflict(round_.jurors[0], one, "soft")
    found = set(panels.first(workload.of(round_.call)))
    assert found == {(one.pk, round_.jurors[1].pk), (other.pk, round_.jurors[0].pk)}


def test_loads_are_as_even_as_conflicts_leave_them(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY, applications=3, jurors=3, rubric_fields={"panel_size": 2})
    for application in round_.applications[:2]:
        conflict(round_.jurors[2], application)
    found = panels.first(workload.of(round_.call))
    assert sorted(Counter(juror for _, juror in found).values()) == [1, 2, 3]


def test_panels_connect_everybody_so_that_scores_can_be_compared(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, applications=0, jurors=0, rubric_fields={"panel_size": 3})
    fill(round_, range(8), range(6))
    found = panels.first(workload.of(round_.call))
    assert panels.parts(found) == 1
    assert set(Counter(juror for _, juror in found).values()) == {4}


def test_impossible_panels_open_nothing_and_say_why(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY, applications=2, jurors=2, rubric_fields={"panel_size": 2})
    conflict(round_.jurors[0], round_.applications[1])
    with refused("panel_impossible") as caught:
        round_.open_reviewing()
    assert "Musterdorf: Unbefangen ist 1 Jurymitglied, nötig sind 2." in caught.sentence
    assert len(caught.refusal.causes) == 1


def test_panels_without_a_jury_are_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, rubric_fields={"panel_size": 1})
    with refused("jury_missing"):
        panels.first(workload.of(round_.call))


NAMES = {"A": "Adorf", "B": "Beheim", "J": "Jana", "K": "Kurt"}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            Reason("overload", ("A", "B"), ("J", "K"), 7, 4),
            (
                "Jana, Kurt müssten zusammen 7 Bewertungen schreiben, möglich sind 4. "
                "Es geht um: Adorf, Beheim."
            ),
        ),
        (
            Reason("underload", ("A",), ("J",), 2, 1),
            (
                "Jana sollten zusammen mindestens 2 Bewertungen schreiben, für sie gibt es 1. "
                "Es geht um: Adorf."
            ),
        ),
        (
            Reason("too_many_kept", ("A",), ("J",), 1, 0),
            "Adorf, Jana: Die Bewertung ist begonnen, trotz Befangenheit.",
        ),
        (
            Reason("too_many_kept", (), ("J",), 3, 2),
            "Jana: Begonnen sind 3 Bewertungen, möglich sind 2.",
        ),
        (
            Reason("too_many_kept", ("A",), (), 3, 2),
            (
                "Adorf: Begonnen oder erklärt haben sich schon 3 Jurymitglieder, vorgesehen sind "
                "2. Beenden Sie zuerst eine dieser Zuteilungen."
            ),
        ),
    ],
)
def test_every_reason_has_its_words(reason: Reason, said: str) -> None:
    assert panels.sentence(reason, NAMES) == said


def test_of_many_names_the_first_are_said_and_how_many_more() -> None:
    assert panels.listed([f"N{at}" for at in range(10)]).endswith("N7 und 2 weitere")
    assert panels.listed([]) == "–"


def test_same_round_gets_the_same_panels_in_whatever_order_it_was_written(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.OPEN, applications=0, jurors=0, rubric_fields={"panel_size": 2})

    @settings(max_examples=25, deadline=None)
    @given(
        applications=st.permutations(range(6)),
        jurors=st.permutations(range(4)),
        barred=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=5),
    )
    def compare(applications: list[int], jurors: list[int], barred: set[tuple[int, int]]) -> None:
        in_order = written_so(round_, range(6), range(4), barred)
        assert written_so(round_, applications, jurors, barred) == in_order

    compare()


def written_so(
    round_: Round,
    applications: Sequence[int],
    jurors: Sequence[int],
    barred: set[tuple[int, int]],
) -> object:
    """What the round comes to that is written in this order; nothing of it stays."""
    with transaction.atomic():
        fill(round_, applications, jurors)
        members = {each.user.email: each for each in JuryMember.objects.select_related("user")}
        rows = {a.municipality.ags: a for a in Application.objects.select_related("municipality")}
        for application, juror in barred:
            conflict(members[f"jury-{juror:02}@example.org"], rows[f"9900{application:04}"])
        found = outcome(round_)
        transaction.set_rollback(True)
    return found


def outcome(round_: Round) -> object:
    try:
        assignments.assign_panels(call=round_.call, at=AT)
    except Refusal as refusal:  # also what is refused must be the same
        return refusal.sentence
    return named(round_)


def test_500_applications_and_40_jurors_open_in_bounded_queries(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, applications=0, jurors=0, rubric_fields={"panel_size": 3})
    fill(round_, range(500), range(40))
    round_.close()
    with CaptureQueriesContext(connection) as captured:
        round_.open_reviewing()
    assert len(captured) <= 45, len(captured)
    pairs = named(round_)
    assert len(pairs) == 1_500
    assert set(Counter(juror for _, juror in pairs).values()) == {37, 38}
    assert Rubric.objects.get().frozen_at is not None


def test_full_panel_of_500_and_40_is_written_in_bounded_queries(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, applications=0, jurors=0)
    fill(round_, range(500), range(40))
    with CaptureQueriesContext(connection) as captured:
        assert assignments.assign_panels(call=round_.call, at=AT) == 20_000
    assert len(captured) <= 150
