"""One slug asked for by many at once: one gets it, the others are told, nobody meets an error."""

from programme.models import Event
from programme.services import events
from tests.fixtures.events import MakeEvent, event_fields
from tests.races.hands import at_once, refusals, successes


def test_a_slug_is_given_once(make_event: MakeEvent) -> None:
    held = make_event()

    def create() -> Event:
        fields = event_fields(slug="zweite-konferenz")
        return events.create(programme=held.years.programme, by=held.dora, fields=fields)

    outcomes = at_once([create] * 16)
    assert len(successes(outcomes)) == 1
    assert set(refusals(outcomes)) == {"event_slug_taken"}
    assert Event.objects.filter(slug="zweite-konferenz").count() == 1
