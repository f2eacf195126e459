"""A file of an application, for a juror who may read its text."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from competition import attachments, clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.views.downloads import download
from reviews import policies, queries


@login_required
@require_safe
def attachment(
    request: HttpRequest, slug: str, public_id: str, key: str, sha256: str
) -> HttpResponseBase:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    readable = queries.applications_for(juror, clock.now(juror.call))
    application = readable.filter(public_id=public_id).first()
    if application is None or application.valid_version is None:
        raise Refusal("not_found")  # also of who is in conflict: not even that there is a file
    return download(
        request, attachments.sealed_file(application.valid_version.content, key, sha256)
    )
