"""A condition whose text is kept: it answers as the condition itself, wherever it stands."""

from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, Q, Value

from competition.models import Application
from reviews.conflicts.prepared import Prepared
from reviews.models import Assignment, Declaration, JuryMember
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def declared(*, application: Any, juror: Any) -> Q:
    """Its parameters stand between the two gaps, and its own table is named as outer ones are."""
    rows = Declaration.objects.filter(application=application, declared_at__year__gt=2000)
    return Q(Exists(rows.filter(jury_member=juror)))


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[0])
    Declaration.objects.filter(application=made.applications[0]).delete()
    return made


def test_rows_and_keys_and_references_are_operands(round_: Round) -> None:
    clara, emil = round_.jurors[0], round_.jurors[1]
    _first, *others = round_.applications
    for juror in (clara, clara.pk, Value(clara.pk)):
        free = Application.objects.filter(Prepared(declared, application=F("pk"), juror=juror))
        assert set(free) == set(others)
    nobody = Application.objects.filter(Prepared(declared, application=F("pk"), juror=emil))
    assert not nobody.exists()
    nobody = Application.objects.filter(Prepared(declared, application=F("pk"), juror=None))
    assert not nobody.exists()


def test_the_other_way_round_and_as_a_column(round_: Round) -> None:
    first, *_others = round_.applications
    free = Prepared(declared, application=F("pk"), juror=round_.jurors[0])
    assert list(Application.objects.filter(~free)) == [first]
    rows: Any = Application.objects.annotate(is_free=free)
    assert list(rows.filter(is_free=False)) == [first]
    assert {row.is_free for row in rows} == {True, False}


def test_deep_inside_other_queries(round_: Round) -> None:
    """Where the table outside bears the name that the condition's own one had."""
    first, *others = round_.applications
    free = Prepared(declared, application=F("application"), juror=OuterRef("pk"))
    reading = Assignment.objects.filter(free, jury_member=OuterRef("pk"))
    assert list(JuryMember.objects.filter(Exists(reading))) == [round_.jurors[0]]
    mine = Prepared(declared, application=OuterRef("pk"), juror=F("jury_member"))
    read = Application.objects.filter(Exists(Assignment.objects.filter(mine)))
    assert set(read) == set(others)
    assert first not in read


def test_a_prepared_condition_in_another_is_refused(round_: Round) -> None:
    """Two that name their tables alike would take each other's columns for their own."""

    def twice(*, application: Any, juror: Any) -> Q:
        rows = Declaration.objects.filter(
            Prepared(declared, application=application, juror=juror), jury_member=juror
        )
        return Q(Exists(rows))

    condition = Prepared(twice, application=F("pk"), juror=round_.jurors[0])
    with pytest.raises(TypeError, match="prepared condition in it"):
        Application.objects.filter(condition).exists()
