"""Locks of the programme, behind those of the competition: Call → Municipality → Application →
Agreement → Report, Event or Consultation → head of the audit chain.

Rows are locked first and read after. Every function needs an open transaction.
"""

from django.db.models import Model, QuerySet

from competition.errors import Refusal
from programme.models import Agreement, Consultation, Event, Report


def own_agreement(agreement_id: int) -> Agreement:
    """The agreement with its award, call and municipality. Raises ``not_found``."""
    _hold(Agreement.objects.all(), agreement_id)
    return Agreement.objects.select_related(
        "award__application__contact", "award__municipality", "award__call", "programme"
    ).get(pk=agreement_id)


def own_report(report_id: int) -> Report:
    """The report with its agreement and requirement. Raises ``not_found``."""
    _hold(Report.objects.all(), report_id)
    return Report.objects.select_related(
        "agreement__award__application__contact",
        "agreement__award__municipality",
        "agreement__award__call",
        "agreement__programme",
        "requirement",
        "latest",
    ).get(pk=report_id)


def own_event(event_id: int) -> Event:
    """The event: held while a place is given or given back. Raises ``not_found``."""
    _hold(Event.objects.all(), event_id)
    return Event.objects.select_related("programme__call").get(pk=event_id)


def own_consultation(consultation_id: int) -> Consultation:
    """The consultation, while its state changes. Raises ``not_found``."""
    _hold(Consultation.objects.all(), consultation_id)
    return Consultation.objects.select_related("programme__call").get(pk=consultation_id)


def _hold(rows: "QuerySet[Model]", pk: int) -> None:
    if not rows.select_for_update().filter(pk=pk).order_by().values_list("pk", flat=True):
        raise Refusal("not_found")
