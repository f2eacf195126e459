"""A file of a sealed application, for the office: after the deadline, as its text."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from competition import attachments, clock, policies
from competition.errors import Refusal
from competition.models import Application
from competition.views.downloads import download
from competition.views.office.access import call_of, office_only


@require_safe
@office_only
def attachment(
    request: HttpRequest, slug: str, public_id: str, key: str, sha256: str
) -> HttpResponseBase:
    call = call_of(slug)
    found = Application.objects.filter(call=call, public_id=public_id)
    application = found.select_related("valid_version").first()
    if application is None or application.valid_version is None:
        raise Refusal("not_found")
    policies.may_open_content(call, clock.now(call)).enforce()
    return download(
        request, attachments.sealed_file(application.valid_version.content, key, sha256)
    )
