"""The office is told whom the bundle would single out, wherever it can still think about it."""

import pytest
from django.test import Client
from django.urls import reverse

from competition import listings, queries
from competition.models import Municipality, Publication
from competition.models.call import PublicationLevel
from competition.policies import eligibility
from reviews.decisions import exposure
from tests.fixtures.people import place
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
TITLE = "wäre trotz Pseudonym zu erkennen"
RULE = {"key": "kinds", "label": "Arten", "attribute": "kind", "value": "*", "maximum": 3}


def exposed(round_: Round) -> list[tuple[str, str, str]]:
    assert round_.run
    found = exposure.exposed(round_.call, round_.run, round_.applications[:2])
    return [(each.application.municipality.name, each.by, each.why) for each in found]


def shown(client: Client, round_: Round, name: str, *parts: str) -> str:
    client.force_login(round_.emil)
    answer = client.get(reverse(name, args=[round_.call.slug, *parts]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_rare_attribute_of_the_register_is_named(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[RULE])

    [(name, by, why)] = exposed(round_)

    assert (name, by) == ("Beispielort 3", "Art der Kommune: Stadt")
    assert "nur 2 Kommunen mit diesen Angaben" in why


def test_register_that_is_full_of_the_like_hides_them(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, applications=4, rules=[RULE])
    place("99700001", "Musterheim")
    place("99710001", "Musterhausen")

    assert exposed(round_) == []


def test_attributes_that_no_rule_asks_for_are_not_published_and_tell_nothing(
    make_round: MakeRound,
) -> None:
    assert exposed(make_round(Stage.COMPUTED, applications=5)) == []


def test_only_one_without_an_award_is_told(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    place("99700001", "Musterheim")

    [(name, by, why)] = exposed(round_)

    assert (name, by) == ("Beispielort 3", "")
    assert why == "Es ist die einzige nicht geförderte Bewerbung."


def test_call_that_publishes_awards_alone_warns_of_nobody(make_round: MakeRound) -> None:
    fields = {"publication_level": PublicationLevel.AWARDS}
    round_ = make_round(Stage.COMPUTED, rules=[RULE], fields=fields)

    assert exposed(round_) == []
    assert round_.run
    assert exposure.ids(round_.call, round_.run, round_.applications[:2]) == []


def test_pages_warn_until_the_announcement_is_confirmed(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[RULE])
    assert round_.run
    assert TITLE in shown(client, round_, "office-run", round_.run.public_id)

    round_.advance(Stage.PROPOSED)
    page = shown(client, round_, "office-decision")
    assert TITLE in page
    assert "vor Beginn der Bewertung festgelegt und ändert sich dadurch nicht" in page
    assert "Beispielort 3" in page
    assert page.index(TITLE) < page.index("Entscheidung bestätigen")

    for stage in (Stage.DECIDED, Stage.PREPARED):
        round_.advance(stage)
        assert TITLE in shown(client, round_, "office-announcement")

    round_.advance(Stage.CONFIRMED)
    assert TITLE not in shown(client, round_, "office-announcement")


def test_plan_of_another_set_warns_of_who_is_left_out(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[RULE])
    assert round_.run
    client.force_login(round_.emil)
    wanted = [round_.applications[number].public_id for number in (0, 2)]

    answer = client.post(
        reverse("office-proposal", args=[round_.call.slug, round_.run.public_id]),
        {"selected": wanted, "deviation_reason": "Der Verbund zählt mehr."},
    )

    text = answer.content.decode()
    assert TITLE in text
    assert "<strong>Musterdorf</strong>" in text


def test_warning_changes_nothing_that_is_published(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED, rules=[RULE])
    before = Publication.objects.get(kind="decision").digest

    assert exposed(round_)

    assert Publication.objects.get(kind="decision").digest == before


def test_eligible_is_who_may_apply_one_by_one(make_round: MakeRound) -> None:
    fields = {"eligible_kinds": ["town"], "population_min": 1_000, "population_max": 5_000}
    call = make_round(Stage.DRAFTED, fields=fields).call
    for number, population in enumerate((999, 1_000, 5_000, 5_001)):
        place(f"9971{number}001", f"Musterort {number}", population=population)
        place(f"9972{number}001", f"Musterkreis {number}", kind="county", population=population)

    found = set(listings.eligible(call))

    assert found == {each for each in Municipality.objects.all() if eligibility(call, each).allowed}
    assert set(queries.register_of(call)) == {each.ags for each in found}
    assert queries.register_of(call)["99711001"] == {
        "kind": "town",
        "size_class": "small",
        "state": "NW",
    }
