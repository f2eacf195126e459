"""The base of every address: JSON only, declared parameters only, one problem form."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api import filters
from api.media import AlwaysJSON, StrictJSON
from api.models import Audience
from api.operations import Operation
from api.pagination import Pages
from api.permissions import HasScope
from api.schema import OperationSchema
from api.tokens import TokenAuthentication
from competition.models import User
from competition.views.entrance import Visit, arrival_of


class Endpoint(GenericAPIView[Any]):
    """An address whose methods are declared in ``operations``.

    Lists set ``filterset_class`` where they have filters. Any other query parameter is refused.
    """

    audience: ClassVar[str] = ""
    operations: ClassVar[Mapping[str, Operation]] = {}
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    parser_classes = (StrictJSON,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJSON
    metadata_class = None
    schema = OperationSchema()

    @staticmethod
    def method_of(request: Request) -> str:
        """The method as declared: HEAD is answered as GET without its body."""
        return "GET" if request.method == "HEAD" else str(request.method)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        operation = self.operations.get(self.method_of(request))
        known: frozenset[str] = frozenset()
        if operation and operation.many:
            filterset = getattr(self, "filterset_class", None)
            known = Pages.parameters | filters.names_of(filterset)
        filters.require_declared(request, known)

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
        return answer(instance, many=many, context=context).data


class PublicEndpoint(Endpoint):
    """For everybody: no token is read."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class PortalEndpoint(Endpoint):
    """For people who act for municipalities, by token. ``visit``: who came, and when."""

    audience = Audience.PORTAL.value
    authentication_classes = (TokenAuthentication,)
    permission_classes = (HasScope,)
    visit: Visit

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The clock is read first, once the body is there: what counts at a deadline is the
        arrival."""
        at = arrival_of(request._request)
        super().initial(request, *args, **kwargs)
        if isinstance(request.user, User):
            self.visit = Visit(request.user, at, f"{request.method} {request.path}")


class OfficeEndpoint(Endpoint):
    """For the office (Geschäftsstelle), by token."""

    audience = Audience.OFFICE.value
    authentication_classes = (TokenAuthentication,)
    permission_classes = (HasScope,)
