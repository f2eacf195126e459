"""Public addresses of events: what is coming and what was, with agenda and free places."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import event_examples as examples
from api.public.filters import EventFilter
from api.public.serializers.events import HeldEventDetailSerializer, HeldEventSerializer
from competition.errors import Refusal
from programme.models import Event
from programme.queries import events


class Events(PublicEndpoint):
    queryset = Event.objects.none()
    filterset_class = EventFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listPublicEvents",
            "All published events, the latest first",
            HeldEventSerializer,
            examples.EVENT,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        return self.rows(events.public_events(self.at))


class EventDetail(PublicEndpoint):
    queryset = Event.objects.none()
    operations = {
        "GET": Operation(
            "readPublicEvent",
            "One event with its agenda and its free places",
            HeldEventDetailSerializer,
            examples.EVENT_DETAIL,
        )
    }

    def get(self, request: Request, event: str) -> Response:
        found = events.public_events(self.at).filter(slug=event).first()
        if found is None:
            raise Refusal("not_found")
        return self.row(found)
