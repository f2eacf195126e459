"""What a token of the office may be good for."""

from api.models import Scope

READ, RUN, DECIDE, ANNOUNCE = (scope.value for scope in Scope)
