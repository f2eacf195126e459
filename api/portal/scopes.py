"""What a token of somebody who acts for municipalities may be good for."""

from api.models import PortalScope

READ, WRITE, SUBMIT = (scope.value for scope in PortalScope)
