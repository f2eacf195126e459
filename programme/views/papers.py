"""Documents of the funded years, handed out as files."""

from django.http import HttpResponse
from django.utils.text import slugify

from competition import policies
from competition.documents import typesetting
from competition.errors import Refusal
from programme.models import Report
from programme.queries.reports import version_of
from programme.reports.paper import paper


def report_pdf(report: Report, number: int) -> HttpResponse:
    """One filed version of a report. Raises ``not_found``, ``application_erased``."""
    version = version_of(report, number)
    if version is None:
        raise Refusal("not_found")
    award = version.report.agreement.award
    if award.application is not None:
        policies.require_content(award.application)
    name = f"{report.requirement.key}-{slugify(award.municipality.name) or 'kommune'}-{number}.pdf"
    return HttpResponse(
        typesetting.application_pdf(paper(version)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
