"""The audit chains, entry by entry, and what happened as a feed."""

from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.models import ApiToken
from api.office.feed import Feed
from api.office.filters import AuditFilter
from api.office.operations import audit as does
from api.office.rows import call_named
from api.pagination import Keyset
from competition.audit import reading
from competition.models import AuditEntry, AuditHead


class ChainEndpoint(OfficeEndpoint):
    """What all addresses of entries share: how they are read."""

    queryset = AuditEntry.objects.none()

    def told(self) -> QuerySet[Any]:
        """The entries that the token opens: all, or what is about its call."""
        entries = reading.told(AuditEntry.objects.all(), self.at)
        token = self.request.auth
        if isinstance(token, ApiToken) and token.call:
            return entries.filter(call_slug=token.call.slug)
        return entries


class CallChain(ChainEndpoint):
    filterset_class = AuditFilter
    pagination_class = Keyset
    operations = {"GET": does.READ_CALL_CHAIN}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        return self.rows(reading.chain(self.told(), call))


class InternalChain(ChainEndpoint):
    filterset_class = AuditFilter
    pagination_class = Keyset
    operations = {"GET": does.READ_INTERNAL_CHAIN}

    def get(self, request: Request) -> Response:
        return self.rows(reading.chain(self.told(), None))


class Events(ChainEndpoint):
    pagination_class = Feed
    operations = {"GET": does.LIST_EVENTS}

    def get(self, request: Request) -> Response:
        return self.rows(self.told())

    def heads(self) -> QuerySet[AuditHead]:
        """The internal chain, and those of the calls that the token opens."""
        own = AuditHead.objects.order_by("pk")
        return own if self.bound_to is None else own.filter(Q(call=None) | Q(call=self.bound_to))
