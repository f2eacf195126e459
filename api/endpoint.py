"""The base of every address: JSON only, declared parameters only, one problem form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import OperationalError, transaction
from django.db.models import Model, QuerySet
from django.utils.decorators import method_decorator
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api import expansion, filters, idempotency, tokens
from api.conditional import conditional
from api.media import AlwaysJSON, StrictJSON
from api.models import ApiToken, Audience
from api.operations import Operation
from api.permissions import HasScope
from api.schema import OperationSchema
from api.throttles import PerKind
from api.tokens import TokenAuthentication
from competition.errors import Refusal
from competition.models import User
from competition.views.entrance import Visit, arrival_of

Row = TypeVar("Row", bound=Model)


@method_decorator(conditional, name="dispatch")
class Endpoint(GenericAPIView[Any]):
    """An address whose methods are declared in ``operations``.

    Lists set ``filterset_class`` where they have filters, and ``pagination_class`` where they grow.
    Any other query parameter is refused. ``at``: the request's arrival by the database's clock;
    ``expanded``: what the request wants to be told in full. What is read has an ETag, and is not
    sent again to whoever has it (304).
    """

    audience: ClassVar[str] = ""
    operations: ClassVar[Mapping[str, Operation]] = {}
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    parser_classes: Sequence[type[BaseParser]] = (StrictJSON,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJSON
    metadata_class = None
    schema = OperationSchema()
    at: datetime
    expanded: frozenset[str] = frozenset()

    @staticmethod
    def method_of(request: Request) -> str:
        """The method as declared: HEAD is answered as GET without its body."""
        return "GET" if request.method == "HEAD" else str(request.method)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The clock is read first, once the body is there: what counts at a deadline is the
        arrival. Where nothing is done, it is read with the token."""
        self.at = self.read_at(request) or self.arrival(request)
        super().initial(request, *args, **kwargs)
        operation = self.operations.get(self.method_of(request))
        filters.require_declared(request, self._parameters(operation))
        if operation:
            self.expanded = expansion.wanted(request, operation.expands)

    def read_at(self, request: Request) -> datetime | None:
        """The database's clock, where it came with a query that was made anyway; else None."""
        return None

    def arrival(self, request: Request) -> datetime:
        """When the whole request was there. Where the body is read later, when it began."""
        return arrival_of(request._request)

    def _parameters(self, operation: Operation | None) -> frozenset[str]:
        known: frozenset[str] = frozenset()
        if operation and operation.many:
            filterset = getattr(self, "filterset_class", None)
            known |= getattr(self.pagination_class, "parameters", frozenset())
            known |= filters.names_of(filterset)
        if operation and operation.expands:
            known |= {expansion.PARAMETER}
        return known

    def body(self) -> dict[str, Any]:
        """The request's values, as the operation declares them."""
        declared = self.operations[self.method_of(self.request)].body
        if declared is None:
            raise TypeError(f"{type(self).__name__} declares no body for {self.request.method}")
        return declared.read(self.request.data)

    def rows(self, queryset: QuerySet[Any], **context: Any) -> Response:
        """One page of a list, filtered and ordered as asked."""
        page = self.paginate_queryset(self.filter_queryset(queryset))
        return self.get_paginated_response(self._told(page, many=True, **context))

    def row(self, instance: Any, **context: Any) -> Response:
        """One object, with the declared status."""
        status = self.operations[self.method_of(self.request)].status
        return Response(self._told(instance, **context), status=status)

    def _told(self, instance: Any, *, many: bool = False, **context: Any) -> Any:
        answer = self.operations[self.method_of(self.request)].answer
        if answer is None:
            raise TypeError(f"{type(self).__name__} declares no answer to {self.request.method}")
        told = {"at": self.at, "expanded": self.expanded, **context}
        return answer(instance, many=many, context=told).data

    def once(
        self, act: Callable[[], Response], still: Callable[[], object] | None = None
    ) -> Response:
        """The act's answer, or the kept one where its key has been used for it before.

        ``act`` makes the one service call and tells the result. Every act goes through here: it
        holds only if the token is still valid at its end. ``still`` raises where a kept answer may
        not be read any more.
        """
        request = self.request._request
        key = request.headers.get(idempotency.HEADER)
        if key is None or not isinstance(self.request.user, User):
            return self._entitled(act)
        asked = idempotency.Request(self.request.user, key, self.place(), self.sent(), self.at)
        answer = idempotency.once(asked, lambda: _kept(self._entitled(act)), still)
        response = Response(answer.data if answer.data != "" else None, status=answer.status)
        if answer.location:
            response["Location"] = answer.location
        if answer.replayed:
            response[idempotency.REPLAYED] = "true"
        return response

    def place(self) -> str:
        """Where a key holds: at the address, with the parameters that it has. Signs that name none
        ("?&&&") are left out, or an address of any length would have to be kept."""
        asked = self.request.query_params.urlencode()
        return f"{self.request._request.path}?{asked}" if asked else self.request._request.path

    def sent(self) -> bytes:
        """What a key stands for: what was sent, as it came."""
        return self.request._request.body

    def _entitled(self, act: Callable[[], Response]) -> Response:
        """The act in one transaction, which is taken back where the token has ended meanwhile.

        A refusal goes on only once that is closed: what the services have put on record stays.
        """
        token = self.request.auth
        if not isinstance(token, ApiToken):
            return act()
        with transaction.atomic():
            try:
                response = act()
            except (Refusal, OperationalError) as error:
                refused = error
            else:
                tokens.require_still_valid(token)
                return response
        raise refused


def _kept(response: Response) -> idempotency.Answer:
    """What is kept of an answer."""
    data = "" if response.data is None else response.data
    return idempotency.Answer(response.status_code, data, response.headers.get("Location", ""))


class PublicEndpoint(Endpoint):
    """For everybody: no token is read."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class TokenEndpoint(Endpoint):
    """By token: of this audience, with the scope that the operation names, not too often.

    A token that names a call opens no other: an address with the slug of another call
    (``call_place``) is ``not_found`` before the view is asked, and every view narrows what it
    finds otherwise by ``within``.
    """

    authentication_classes = (TokenAuthentication,)
    permission_classes = (HasScope,)
    throttle_classes = (PerKind,)
    call_place: ClassVar[str] = "slug"

    def read_at(self, request: Request) -> datetime | None:
        """What is only read meets no deadline: token and clock are one query."""
        if self.method_of(request) != "GET" or not isinstance(request.auth, ApiToken):
            return None
        return tokens.read_at(request.auth)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        token = request.auth
        named = kwargs.get(self.call_place)
        if named and isinstance(token, ApiToken) and token.call and token.call.slug != named:
            raise Refusal("not_found")

    @property
    def bound_to(self) -> int | None:
        """The key of the only call that the token opens; None where it opens all."""
        return self.request.auth.call_id if isinstance(self.request.auth, ApiToken) else None

    def within(self, rows: QuerySet[Row], path: str = "call") -> QuerySet[Row]:
        """The rows that the token opens; ``path`` leads from a row to its call, "pk" for calls."""
        return rows if self.bound_to is None else rows.filter(**{path: self.bound_to})


class PortalEndpoint(TokenEndpoint):
    """For people who act for municipalities."""

    audience = Audience.PORTAL.value

    @property
    def visit(self) -> Visit:
        """Who came, and when."""
        request = self.request
        if not isinstance(request.user, User):
            raise Refusal("token_missing")
        return Visit(request.user, self.at, f"{request.method} {request.path}", self.bound_to)


class JuryEndpoint(TokenEndpoint):
    """For a juror, in the one call that the token names."""

    audience = Audience.JURY.value

    def place(self) -> str:
        """The same address is another one in every call."""
        return f"{self.bound_to}:{super().place()}"


class OfficeEndpoint(TokenEndpoint):
    """For the office (Geschäftsstelle)."""

    audience = Audience.OFFICE.value
