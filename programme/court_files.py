"""What a court file holds of the two years: the agreement, the reports, and what was paid."""

from collections.abc import Iterator

from competition import wording
from competition.court_files.shapes import (
    Leaf,
    Part,
    Subject,
    act,
    canonical,
    given,
    moment,
)
from competition.documents.shapes import Fact
from programme.models import Agreement, PaymentRequest, ReportVersion
from programme.reports import contents


def parts(subject: Subject) -> Iterator[Part]:
    """Of this application alone: every version of every report, every request for money."""
    mine = Agreement.objects.filter(award__application=subject.application)
    agreed = tuple(map(_agreement, mine.select_related("accepted_by", "confirmed_by")))
    yield Part(63, "Vereinbarung oder Zuwendungsbescheid", agreed, "" if agreed else "Keine.")
    versions = ReportVersion.objects.filter(report__agreement__in=mine).select_related(
        "report__requirement", "submitted_by", "judged_by"
    )
    reports = tuple(map(_version, versions.order_by("report__due_at", "number")))
    yield Part(64, "Berichte", reports, "" if reports else "Keine.")
    asked = PaymentRequest.objects.filter(agreement__in=mine).select_related(
        "tranche", "requested_by", "checked_by", "approved_by", "rejected_by", "paid_by"
    )
    paid = tuple(map(_payment, asked.order_by("requested_at", "pk")))
    yield Part(65, "Mittelanforderungen", paid, "" if paid else "Keine.")


def _agreement(each: Agreement) -> Leaf:
    return Leaf(
        f"{each.get_form_display()} {each.reference}",
        (
            *act("Vorgeschlagen", each.proposed_by, each.proposed_at),
            *act("Bestätigt", each.confirmed_by, each.confirmed_at),
            *act("Angenommen", each.accepted_by, each.accepted_at),
            Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
        ),
        enclosures=(canonical("vereinbarung.json", "Wortlaut", each.content),),
    )


def _version(each: ReportVersion) -> Leaf:
    key = each.report.requirement.key
    judged = "Angenommen" if each.is_accepted else "Zurückgegeben"
    return Leaf(
        f"{each.report.requirement.title}, Fassung {each.number}",
        (
            Fact("Fällig", moment(each.report.due_at)),
            *act("Eingereicht", each.submitted_by, each.submitted_at),
            *act(judged, each.judged_by, each.judged_at),
            *given("Bemerkung", each.remark),
            *(Fact(f"Bemerkung zu: {label}", text) for label, text in _comments(each)),
            Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
        ),
        enclosures=(canonical(f"bericht-{key}-{each.number}.json", "Inhalt", each.content),),
    )


def _comments(version: ReportVersion) -> Iterator[tuple[str, str]]:
    """What the office said to single sections: part of the reasons for a return."""
    labels = contents.labels(version.report.requirement)
    for key, text in version.comments.items():
        yield labels.get(key, key), text


def _payment(each: PaymentRequest) -> Leaf:
    return Leaf(
        f"{each.tranche.number}. Teilbetrag: {wording.euros(each.amount_cents)}",
        (
            *act("Angefordert", each.requested_by, each.requested_at),
            *act("Sachlich und rechnerisch richtig", each.checked_by, each.checked_at),
            *act("Angeordnet", each.approved_by, each.approved_at),
            *act("Abgelehnt", each.rejected_by, each.rejected_at),
            *given("Grund der Ablehnung", each.rejection_reason),
            *given("Überwiesen", wording.plain_day(each.paid_on) if each.paid_on else ""),
            *given("Überweisung eingetragen", each.paid_by.name if each.paid_by else ""),
            Fact("Verwendung", each.purpose),
            Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
        ),
    )
