"""What the programme erases with an application: what people wrote, never what was paid.

Agreements, states, sums, days and digests stay (they prove what the money was for and say nothing
of persons); published profiles are published. Registrants' and commenters' data have periods of
their own and go with their event or consultation.
"""

from django.db.models import Q, QuerySet

from competition.models import Application, Call
from competition.retention.stubs import GONE
from programme.models import Agreement, Attendance, PaymentRequest, Profile, Report, ReportVersion


def erase(application: Application) -> None:
    """Erase reports, requests' words and accounts, and messages of one funded municipality.

    Needs the transaction that erases the application (``competition.services.erasing``).
    """
    mine = Agreement.objects.filter(award__application=application)
    Report.objects.filter(agreement__in=mine).update(content={})
    for version in ReportVersion.objects.filter(report__agreement__in=mine):
        version.content = {"erased": {"sha256": version.digest}}
        version.remark = version.remark and GONE
        version.comments = {}
        version.save(update_fields=["content", "remark", "comments"])
    requests = PaymentRequest.objects.filter(agreement__in=mine)
    requests.update(purpose=GONE, iban="", payment_reference="")
    requests.exclude(rejection_reason="").update(rejection_reason=GONE)
    Attendance.objects.filter(agreement__in=mine).update(message="", remark="")
    Profile.objects.filter(award__application=application).update(content={})


def people_of(call: Call) -> Q:
    """Accounts that acted for a funded municipality in the call's two years."""
    return _acted(Agreement.objects.filter(award__call=call))


def people_needed() -> Q:
    """The same of every application that is not erased yet."""
    return _acted(Agreement.objects.filter(award__application__erased_at__isnull=True))


def _acted(agreements: "QuerySet[Agreement]") -> Q:
    filed = ReportVersion.objects.filter(report__agreement__in=agreements)
    asked = PaymentRequest.objects.filter(agreement__in=agreements)
    announced = Attendance.objects.filter(agreement__in=agreements, announced_by__isnull=False)
    accepted = agreements.filter(accepted_by__isnull=False)
    return (
        Q(pk__in=filed.values("submitted_by"))
        | Q(pk__in=asked.values("requested_by"))
        | Q(pk__in=announced.values("announced_by"))
        | Q(pk__in=accepted.values("accepted_by"))
    )
