"""Example municipalities: recognisable by key and by name."""

import pytest

from competition.models import Municipality
from tests.fixtures.people import place
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Beispielstadt", "Bad Musterberg", "Landkreis Muster-Nord"])
def test_example_is_entered_as_such(name: str) -> None:
    entered = place("99001001", name)

    assert (entered.is_synthetic, entered.name) == (True, name)
    assert list(Municipality.objects.matching(name.rpartition(" ")[2])) == [entered]


def test_example_entered_again_is_updated(own_town: Municipality) -> None:
    again = place(own_town.ags, "Beispielstadt am See", population=1)

    assert again.pk == own_town.pk
    assert Municipality.objects.get().population == 1


@pytest.mark.parametrize(
    ("ags", "name"), [("05314000", "Musterstadt"), ("99001001", "Bonn"), ("", "Beispielstadt")]
)
def test_example_like_a_real_place_is_refused(ags: str, name: str) -> None:
    with refused("synthetic_only") as caught:
        place(ags, name)
    assert caught.field == "ags"
