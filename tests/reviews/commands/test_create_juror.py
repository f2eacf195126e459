from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from competition.models import Municipality, User
from reviews.models import JuryMember
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCOUNT_PASSWORD", "vier bunte Vögel")


def run(round_: Round, by: User, **options: object) -> str:
    out = StringIO()
    named = {"name": "Nora Neu", "call": round_.call.slug, "by": by.email, **options}
    call_command("create_juror", "nora@example.org", stdout=out, **named)
    return out.getvalue()


def test_a_person_gets_a_seat_with_the_own_municipality(
    open_round: Round, own_town: Municipality
) -> None:
    assert "Nora Neu gehört zur Jury" in run(open_round, open_round.dora, ags=own_town.ags)
    assert JuryMember.objects.get(user__email="nora@example.org").municipality == own_town


def test_the_jury_is_closed_once_reviewing_has_opened(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    with unchanged(), pytest.raises(CommandError, match="eingefroren"):
        run(round_, round_.dora)


@pytest.mark.parametrize("wrong", [{"ags": "00000000"}, {"call": "keiner"}])
def test_what_does_not_exist_is_refused(open_round: Round, wrong: dict[str, str]) -> None:
    with unchanged(), pytest.raises(CommandError):
        run(open_round, open_round.dora, **wrong)


def test_only_the_office_appoints(open_round: Round, anna: User) -> None:
    with unchanged(), pytest.raises(CommandError, match="fehlt Ihnen die Berechtigung"):
        run(open_round, anna)


def test_command_takes_an_association_and_a_state(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED)
    run(round_, round_.dora, association="landkreistag", state="ST")

    seat = JuryMember.objects.get(user__email="nora@example.org")
    assert (seat.association, seat.state) == ("landkreistag", "ST")
