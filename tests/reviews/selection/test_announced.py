"""What was announced, downloaded as everybody downloads it and recomputed by a bare Python."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Award
from competition.services import awards
from reviews.decisions.proposal import Wish
from reviews.models.decision import DecisionKind
from reviews.services import decision
from tests.fixtures.rounds import MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage
from tests.reviews.selection.test_command_line import run

pytestmark = pytest.mark.django_db
LATER = PUBLIC_AT + timedelta(days=10)


def downloaded(version: int = 1) -> bytes:
    answer = Client().get(reverse("decision-document", args=["beispielrunde", version]))
    assert answer.status_code == 200
    return answer.content


def decided(round_: Round, wish: Wish) -> None:
    assert round_.run
    plan = decision.plan_of(run=round_.run, by=round_.dora, wish=wish)
    made = decision.propose(run=round_.run, by=round_.dora, wish=wish, read=plan.digest)
    round_.decision = decision.confirm(decision=made, read=made.digest, by=round_.emil)


def ids(round_: Round, *numbers: int) -> list[str]:
    return sorted(round_.applications[number].public_id for number in numbers)


def deviating(make_round: MakeRound) -> Round:
    """The third is chosen instead of the second, for a reason; then announced."""
    round_ = make_round(Stage.COMPUTED)
    wish = Wish(selected=ids(round_, 0, 2), deviation_reason="Der Verbund zählt mehr.")
    decided(round_, wish)
    for act in (round_.prepare, round_.announce, round_.reach_public_at):
        act()
    return round_


def succeeded(make_round: MakeRound) -> Round:
    """The second declines, and the third moves up."""
    round_ = make_round(Stage.ANNOUNCED)
    award = Award.objects.get(application=round_.applications[1])
    awards.decline(award=award, reason="Der Rat will nicht.", by=round_.dora, evidence="Brief")
    gone = round_.applications[1].public_id
    reason = "Eine Kommune hat verzichtet."
    decided(
        round_,
        Wish(kind=DecisionKind.SUCCESSION, declined=gone, reason=reason, public_at=LATER),
    )
    round_.at(LATER + MICROSECOND)
    return round_


def test_announced_decision_recomputes_to_its_awards(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)

    done = run("-", given=downloaded())

    assert done.returncode == 0
    assert json.loads(done.stdout)["selected"] == ids(round_, 0, 1)
    assert "Gefördert ist genau, wer berechnet wurde." in done.stderr.decode()


def test_deviation_agrees_and_is_explained_with_its_price(make_round: MakeRound) -> None:
    round_ = deviating(make_round)

    done = run("-", "--explain", given=downloaded())

    text = done.stdout.decode()
    assert done.returncode == 0
    [enters], [leaves] = ids(round_, 2), ids(round_, 1)
    assert f"hinzugekommen {enters} (Beispielort 3); nicht dabei {leaves}." in text
    assert "Das kostet 1,50 Punkte" in text


def test_succession_agrees_and_is_explained(make_round: MakeRound) -> None:
    round_ = succeeded(make_round)

    done = run("-", "--lang", "en", given=downloaded(2))

    assert done.returncode == 0
    assert f"{ids(round_, 2)[0]} (Beispielort 3) came in" in done.stderr.decode()
    assert run("-", given=downloaded(1)).returncode == 0


@pytest.mark.parametrize(
    ("part", "value"),
    [("awards", []), ("difference", {}), ("result", {"status": "unique"})],
)
def test_changed_document_does_not_agree(make_round: MakeRound, part: str, value: Any) -> None:
    deviating(make_round)
    document = json.loads(downloaded()) | {part: value}

    assert run("-", given=json.dumps(document).encode()).returncode == 1


def test_false_price_is_found_out(make_round: MakeRound) -> None:
    deviating(make_round)
    document = json.loads(downloaded())
    document["difference"]["price"] = "0"

    done = run("-", given=json.dumps(document).encode())

    assert done.returncode == 1
    assert b"difference.price" in done.stderr


def test_round_that_publishes_awards_alone_has_nothing_to_recompute(
    make_round: MakeRound,
) -> None:
    make_round(Stage.ANNOUNCED, fields={"publication_level": "awards"})

    done = run("-", given=downloaded())

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"published without its case" in done.stderr


def test_page_of_the_decision_names_the_file_and_the_command(make_round: MakeRound) -> None:
    make_round(Stage.ANNOUNCED)

    page = Client().get(reverse("decision", args=["beispielrunde"])).content.decode()

    command = "python3 modellkommune-auswahl.pyz beispielrunde-entscheidung-1.json --explain"
    assert command in page
    assert reverse("decision-document", args=["beispielrunde", 1]) in page


def test_pictures_and_margins_of_the_computed_set_stand_where_it_is_decided(
    make_round: MakeRound,
) -> None:
    make_round(Stage.ANNOUNCED)

    text = Client().get(reverse("decision", args=["beispielrunde"])).content.decode()

    assert "Die Entscheidung in Bildern" in text
    assert "Abstand:" in text


def test_pictures_of_another_set_than_decided_are_not_shown(make_round: MakeRound) -> None:
    deviating(make_round)

    text = Client().get(reverse("decision", args=["beispielrunde"])).content.decode()

    assert "Die Entscheidung in Bildern" not in text
    assert "Bilder gibt es zu dieser Entscheidung nicht" in text
    assert "Abstand" not in text
    assert "Berechnet war eine andere Zusammenstellung" in text
