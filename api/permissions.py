"""Who may call what: the token's audience and scope; the rules themselves live in services."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.models import ApiToken
from competition.errors import Refusal


class HasScope(BasePermission):
    """The token is of the view's audience and carries the scope that the operation names."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken):
            raise Refusal("token_missing")
        if token.audience != view.audience:
            raise Refusal("token_invalid")
        operation = view.operations.get(view.method_of(request))
        if operation and operation.scope not in token.scopes:
            raise Refusal("scope_missing")
        return True
