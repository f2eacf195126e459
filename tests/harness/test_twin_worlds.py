"""Twin worlds: before the announcement nobody outside can tell how a round will end.

Rounds that differ only in scores, review texts, jurors' names, selection and decision answer every
request of the public and of applicants alike, byte for byte; a third has decided nothing yet.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from api import tokens
from api.models import Audience, PortalScope
from competition.letters import outbox
from competition.models import Application, Enquiry, Membership, Notice, User
from competition.services import enquiries
from reviews.models import JuryMember, Review
from reviews.services import conflicts, reviews
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.rounds import CRITERIA, ENQUIRIES_UNTIL_AT, PUBLIC_AT, Round, Stage
from tests.harness.addresses import patterns

pytestmark = pytest.mark.django_db
NOTICES = 32
"""As many letters as a world may have."""


class Twin(Round):
    """A round whose reviews carry a text of their own."""

    comment = ""

    def review(self, juror: JuryMember, application: Application, scores: Any) -> Review:
        saved = reviews.save(
            juror=juror,
            application=application,
            by=juror.user,
            scores=scores,
            comment=self.comment,
            version=0,
        )
        return reviews.finalise(
            juror=juror, application=application, by=juror.user, version=saved.version
        )

    def recuse(self, juror: JuryMember, application: Application) -> None:
        answers = {application.public_id: "kinship"}
        conflicts.declare(
            juror=juror, answers=answers, by=juror.user, note=self.comment, understood=answers
        )


@dataclass(frozen=True)
class Ending:
    """How a round ends. ``reverse``: the last of the one world is the first of the other."""

    juror: str
    comment: str
    reverse: bool
    is_decided: bool = True

    def points(self, _juror: int, application: int) -> dict[str, str]:
        rank = 4 - application if self.reverse else application
        return {criterion["key"]: str(5 - rank / 2) for criterion in CRITERIA}


ONE = Ending("Zacharias", "Kommt zuerst.", reverse=False)
OTHER = Ending("Yvonne", "Bleibt weit hinter den anderen zurück; kein Konzept.", reverse=True)
UNDECIDED = Ending("Xaver", "", reverse=False, is_decided=False)


def beginning() -> Twin:
    """What the worlds share: five applications, a jury that may read, the rules frozen."""
    round_ = Twin(applications=5, jurors=3)
    round_.advance(Stage.REVIEWING)
    return round_


@contextmanager
def ending(shared: Twin, how: Ending) -> Iterator[Twin]:
    """The world that ends so; when it is left, nothing of it has happened."""
    with transaction.atomic():
        round_ = copy.copy(shared)
        round_.points, round_.comment = how.points, how.comment
        for number, juror in enumerate(round_.jurors):
            User.objects.filter(pk=juror.user_id).update(
                name=f"{how.juror} {number}", email=f"{how.juror}{number}@example.org".lower()
            )
        round_.jurors = list(round_.call.jury_members.select_related("user").order_by("pk"))
        if how.reverse:
            round_.recuse(round_.jurors[0], round_.applications[0])
        if how.is_decided:
            round_.advance(Stage.CONFIRMED)
        yield round_
        transaction.set_rollback(True)


Parts = Callable[[Twin], list[dict[str, object]]]


def once(_round: Twin) -> list[dict[str, object]]:
    return [{}]


def of_call(round_: Twin) -> list[dict[str, object]]:
    return [{"slug": round_.call.slug}]


def of_part(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "part": 1}]


def of_number_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "version": 1}]


def of_ending(_round: Twin) -> list[dict[str, object]]:
    return [{"ending": "jsonl"}]


def of_version_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "version": version} for version in (1, 2)]


def of_applications(round_: Twin) -> list[dict[str, object]]:
    """The first and the last: each is selected in one world and not in the other."""
    return [{"public_id": round_.applications[rank].public_id} for rank in (0, -1)]


def of_versions(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "version": 1} for each in of_applications(round_)]


def of_receipt(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "number": "0000-0000-0000"} for each in of_applications(round_)]


def of_call_and_application(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], **of_applications(round_)[0]}]


def of_question(round_: Twin) -> list[dict[str, object]]:
    return [{**of_applications(round_)[0], "key": "resolution"}]


def of_question_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "key": "concept"}]


def of_file(round_: Twin) -> list[dict[str, object]]:
    return [{**of_question(round_)[0], "sha256": "0" * 64}]


def of_file_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], **of_file(round_)[0]}]


def of_partner(round_: Twin) -> list[dict[str, object]]:
    return [{**of_applications(round_)[0], "ags": OTHER_TOWN}]


def of_notices(_round: Twin) -> list[dict[str, object]]:
    """All that there are, hidden ones too; those that a world has not are made up."""
    of_applicants = Notice.objects.exclude(application=None).order_by("pk")
    keys = [each.key for each in of_applicants[:NOTICES]]
    return [{"key": key} for key in (*keys, *["0" * 32] * (NOTICES - len(keys)))]


def of_run(round_: Twin) -> list[dict[str, object]]:
    return [{"public_id": round_.run.public_id if round_.run else "0" * 20}]


def of_run_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], **of_run(round_)[0]}]


def of_token(_round: Twin) -> list[dict[str, object]]:
    return [{"key": "ein-token"}]


def of_password_token(_round: Twin) -> list[dict[str, object]]:
    return [{"uidb36": "1", "key": "ein-token"}]


def of_juror_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "pk": round_.jurors[0].pk}]


def of_number(_round: Twin) -> list[dict[str, object]]:
    return [{"pk": 1}]


def of_decision_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], **of_decision(round_)[0]}]


def of_decision(round_: Twin) -> list[dict[str, object]]:
    return [{"public_id": round_.decision.public_id if round_.decision else "0" * 20}]


def of_report(_round: Twin) -> list[dict[str, object]]:
    return [{"number": "0000-0000-0000"}]


def of_enquiry(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "pk": 1}]


def of_own_workshop(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "pk": 1} for each in of_applications(round_)]


def of_owed_report(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "key": "zwischenbericht"} for each in of_applications(round_)]


def of_own_report(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "report": "zwischenbericht"} for each in of_applications(round_)]


def of_own_report_version(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "version": 1} for each in of_own_report(round_)]


def of_workshop_handle(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "workshop": "0" * 20} for each in of_applications(round_)]


def of_named(place: str) -> Parts:
    """What has a name of its own, and is not there."""
    return lambda _round: [{place: "gibt-es-nicht"}]


def of_number_of_comment(round_: Twin) -> list[dict[str, object]]:
    return [{**of_enquiry(round_)[0], **of_report(round_)[0]}]


def of_comments_file(round_: Twin) -> list[dict[str, object]]:
    return [{**of_enquiry(round_)[0], "ending": "csv"}]


def of_report_file(round_: Twin) -> list[dict[str, object]]:
    return [{**each, "version": 1} for each in of_owed_report(round_)]


def of_office_report_file(round_: Twin) -> list[dict[str, object]]:
    return [{**of_enquiry(round_)[0], "version": 1}]


def of_letter_kind(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "kind": "award"}]


def of_copy(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call_and_application(round_)[0], "pk": 1}]


def of_secret(_round: Twin) -> list[dict[str, object]]:
    return [{"secret": "ein-token"}]


def of_site_text(_round: Twin) -> list[dict[str, object]]:
    return [{"section": "impressum", "language": "de"}]


def in_years(parts: str) -> "Parts":
    """Of the funded years: a town, a report and a version as they may be, all else made up."""
    known: dict[str, object] = {"ags": OWN_TOWN, "report": "sachstand", "version": 1}

    def of(round_: Twin) -> list[dict[str, object]]:
        named = {part: known.get(part, "0000-0000-0000") for part in parts.split()}
        return [{**of_call(round_)[0], **named}]

    return of


def of_page_text(_round: Twin) -> list[dict[str, object]]:
    return [{"page": "imprint", "language": "de"}]


def of_town(_round: Twin) -> list[dict[str, object]]:
    return [{"ags": OWN_TOWN}]


def of_member(_round: Twin) -> list[dict[str, object]]:
    member = Membership.objects.get(user__email="anna@example.org")
    return [{"ags": OWN_TOWN, "pk": member.pk}]


def of_call_and_section(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "section": "texte"}]


def of_town_in_call(round_: Twin) -> list[dict[str, object]]:
    return [{**of_call(round_)[0], "ags": OWN_TOWN}]


def of_audience(_round: Twin) -> list[dict[str, object]]:
    return [{"audience": "office"}]


def of_operation(_round: Twin) -> list[dict[str, object]]:
    return [{"audience": "office", "name": "confirmDecision"}]


# Every address of the site; an applicant may ask for those of the jury and the office, too.
ADDRESSES: dict[str, Parts] = {
    "api-reference": once,
    "api-reference-audience": of_audience,
    "api-reference-operation": of_operation,
    **dict.fromkeys(("start", "accessibility", "imprint", "privacy", "sign-in"), once),
    **dict.fromkeys(("sign-out", "set_language", "portal", "jury", "office", "office-audit"), once),
    **dict.fromkeys(("call", "decision", "decision-case", "application-start"), of_call),
    **dict.fromkeys(("call-versions", "office-setup", "office-call-publish"), of_call),
    **dict.fromkeys(("office-revision", "office-rules"), of_call),
    "office-call-new": once,
    **dict.fromkeys(("health", "ready"), once),
    "office-setup-section": of_call_and_section,
    "open-data": once,
    **dict.fromkeys(("open-data-call", "open-data-catalog", "open-data-awards-csv"), of_call),
    **dict.fromkeys(("open-data-awards-json", "open-data-former-csv"), of_call),
    **dict.fromkeys(("open-data-decision", "open-data-statistics"), of_call),
    "open-data-decision-version": of_version_in_call,
    **dict.fromkeys(("enquiries", "enquiry-ask", "office-enquiries"), of_call),
    "office-enquiry": of_enquiry,
    **dict.fromkeys(("feed", "call-dates"), of_call),
    **dict.fromkeys(("event", "event-calendar"), of_call),
    **dict.fromkeys(("events", "registration"), once),
    **dict.fromkeys(("office-events", "office-event-new"), of_call),
    **dict.fromkeys(("office-event", "office-event-export"), of_enquiry),
    "registration-link": of_secret,
    "feed-all": once,
    "selection-program": once,
    "award": of_town_in_call,
    "decision-document": of_version_in_call,
    "office-audit-subject": once,
    "office-announcement-preview": of_call,
    **dict.fromkeys(("office-amendment", "office-amendment-preview"), of_number_in_call),
    "office-audit-file": of_ending,
    **dict.fromkeys(("report-disturbance", "office-disturbances", "office-attempts"), once),
    **dict.fromkeys(("office-availability", "office-availability-minutes"), once),
    **dict.fromkeys(("disturbance-reported", "office-disturbance"), of_report),
    **dict.fromkeys(("report-barrier", "office-barrier-reports"), once),
    **dict.fromkeys(("easy-language", "sign-language", "office-site-texts"), once),
    "office-site-text": of_site_text,
    **dict.fromkeys(("barrier-reported", "office-barrier-report"), of_report),
    **dict.fromkeys(("account", "account_login", "account_logout", "account_signup"), once),
    **dict.fromkeys(("account_email", "account_email_verification_sent"), once),
    **dict.fromkeys(("account_change_password", "account_set_password"), once),
    **dict.fromkeys(("account_reset_password", "account_reset_password_done"), once),
    **dict.fromkeys(("account_reauthenticate", "usersessions_list"), once),
    **dict.fromkeys(("own-tokens", "own-token-new"), once),
    **dict.fromkeys(("mfa_authenticate", "mfa_login_webauthn", "mfa_index"), once),
    **dict.fromkeys(("mfa_reauthenticate", "mfa_reauthenticate_webauthn"), once),
    **dict.fromkeys(("mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn"), once),
    **dict.fromkeys(("mfa_list_webauthn", "mfa_view_recovery_codes"), once),
    **dict.fromkeys(("second-factor-required", "office-rescues"), once),
    **dict.fromkeys(("office-members", "own-data"), once),
    "account_confirm_email": of_token,
    "account_reset_password_from_key": of_password_token,
    **dict.fromkeys(("mfa_remove_webauthn", "office-rescue", "office-member"), of_number),
    "portal-notice": of_notices,
    **dict.fromkeys(("application", "application-edit", "application-release"), of_applications),
    **dict.fromkeys(
        ("application-submit", "application-receipt", "application-withdraw"), of_applications
    ),
    **dict.fromkeys(("receipt-check", "receipt-keys", "receipt-script"), once),
    **dict.fromkeys(("application-draft-pdf", "application-draft-docx"), of_applications),
    **dict.fromkeys(("application-correction", "application-correction-submit"), of_applications),
    **dict.fromkeys(("application-versions", "application-decline"), of_applications),
    **dict.fromkeys(("application-version-pdf", "application-version-json"), of_versions),
    **dict.fromkeys(("application-receipt-pdf", "application-receipt-json"), of_versions),
    "partner-invite": of_applications,
    **dict.fromkeys(("partner-confirm", "partner-step-back", "partner-remove"), of_partner),
    **dict.fromkeys(("application-save", "application-discard"), of_applications),
    **dict.fromkeys(("municipalities", "invitation", "mailbox", "portal-municipalities"), once),
    "call-municipality": of_call,
    **dict.fromkeys(("invitation-link", "mailbox-link"), of_secret),
    **dict.fromkeys(("request-withdraw", "office-account-invitation"), of_number),
    **dict.fromkeys(("membership-ask", "mailbox-add", "portal-municipality"), of_town),
    **dict.fromkeys(("portal-invite", "office-invite", "office-municipality"), of_town),
    **dict.fromkeys(("mailbox-remove", "portal-invitation", "portal-request"), of_member),
    **dict.fromkeys(("portal-membership", "portal-membership-end"), of_member),
    **dict.fromkeys(("office-membership", "office-membership-end"), of_member),
    **dict.fromkeys(("office-invitation", "office-request"), of_member),
    **dict.fromkeys(("office-municipalities", "office-invitations"), once),
    **dict.fromkeys(("jury-call", "jury-declaration", "office-call", "office-jury"), of_call),
    **dict.fromkeys(("jury-evaluation", "office-evaluation"), of_call),
    **dict.fromkeys(("jury-session", "office-session"), of_call),
    **dict.fromkeys(("jury-session-minutes", "office-session-minutes"), of_enquiry),
    **dict.fromkeys(("jury-conflicts", "office-conflicts", "office-appointment"), of_call),
    **dict.fromkeys(("jury-matrix", "jury-finish", "jury-offline", "jury-import"), of_call),
    "jury-workbook": of_call,
    "jury-document": of_part,
    **dict.fromkeys(("office-applications", "office-selection", "office-decision"), of_call),
    **dict.fromkeys(("office-rubric", "office-rubric-preview", "office-rubric-trial"), of_call),
    **dict.fromkeys(("office-questions", "office-question-new"), of_call),
    "office-question": of_question_in_call,
    **dict.fromkeys(("office-questions-preview", "office-trial"), of_call),
    **dict.fromkeys(("office-trial-pdf", "office-trial-juror"), of_call),
    **dict.fromkeys(("office-assignments", "office-assignments-table"), of_call),
    **dict.fromkeys(("office-assignments-import", "office-assignments-panels"), of_call),
    "office-assignments-juror": of_juror_in_call,
    "office-assignments-application": of_call_and_application,
    "office-retention": of_call,
    **dict.fromkeys(("office-announcement", "office-notices", "office-extension"), of_call),
    "office-screening": of_call,
    **dict.fromkeys(("office-court-file", "office-redacted-copies"), of_call_and_application),
    "office-redacted-copy": of_copy,
    "office-standard-reasons": once,
    "office-standard-reason": of_number,
    **{"office-notice": of_enquiry, "office-letter-texts": of_call},
    "office-letter-text": of_letter_kind,
    **dict.fromkeys(("office-programme", "office-programme-setup", "office-payments"), of_call),
    **{"office-agreement": of_town_in_call, "office-payment": of_enquiry},
    **dict.fromkeys(("portal-award", "portal-agreement", "portal-payments"), of_applications),
    **dict.fromkeys(("portal-report", "portal-report-file"), of_owed_report),
    **dict.fromkeys(("consultations", "comment-confirm"), once),
    **dict.fromkeys(("consultation", "consultation-commented"), of_call),
    "consultation-section": of_part,
    "comment-link": of_secret,
    **dict.fromkeys(("office-consultations", "office-consultation-new"), of_call),
    **dict.fromkeys(("office-consultation", "office-consultation-edit"), of_enquiry),
    "office-comment": of_number_of_comment,
    "office-comments-file": of_comments_file,
    **dict.fromkeys(("programme", "office-workshops", "office-profiles"), of_call),
    **dict.fromkeys(("profile", "office-profile"), of_town_in_call),
    **dict.fromkeys(("portal-profile", "portal-profile-preview"), of_applications),
    **{"portal-workshop": of_own_workshop, "office-workshop": of_enquiry},
    "portal-report-pdf": of_report_file,
    "office-report-pdf": of_office_report_file,
    **{"office-reports": of_call, "office-report": of_enquiry},
    **dict.fromkeys(("office-correction", "office-late-admission"), of_call_and_application),
    "office-award": of_call_and_application,
    **dict.fromkeys(("review", "office-application"), of_call_and_application),
    **dict.fromkeys(("review-save", "review-read"), of_call_and_application),
    **dict.fromkeys(("review-keys", "review-history"), of_call_and_application),
    **dict.fromkeys(("attachments", "document-hand-in"), of_question),
    **dict.fromkeys(("attachment", "attachment-remove"), of_file),
    **dict.fromkeys(("review-attachment", "office-attachment"), of_file_in_call),
    **dict.fromkeys(("office-applications-export", "office-saved-views"), of_call),
    "office-scores-export": of_call,
    "office-saved-view": of_enquiry,
    **dict.fromkeys(("office-run", "office-proposal"), of_run_in_call),
    "office-scenario": of_call,
    "office-succession": of_call_and_application,
    **dict.fromkeys(("office-decision-memo", "jury-decision-memo"), of_decision_in_call),
    **dict.fromkeys(("api-public-calls", "api-public-awards", "api-schema"), once),
    **dict.fromkeys(("api-public-programmes", "api-public-workshops"), once),
    **dict.fromkeys(("api-public-profiles", "api-public-events"), once),
    **dict.fromkeys(("api-public-consultations", "api-public-comments"), once),
    "api-public-programme": of_call,
    "api-public-profile": of_town_in_call,
    "api-public-consultation": of_named("consultation"),
    "api-public-event": of_named("event"),
    "api-public-call": of_call,
    "api-portal-applications": once,
    **dict.fromkeys(("api-portal-application", "api-portal-attachments"), of_applications),
    **dict.fromkeys(("api-portal-submission", "api-portal-withdrawal"), of_applications),
    **dict.fromkeys(("api-portal-release", "api-portal-receipts"), of_applications),
    **dict.fromkeys(("api-portal-correction", "api-portal-correction-submission"), of_applications),
    "api-portal-notices": once,
    **dict.fromkeys(("api-portal-agreement", "api-portal-agreement-acceptance"), of_applications),
    **dict.fromkeys(("api-portal-reports", "api-portal-payments"), of_applications),
    **dict.fromkeys(("api-portal-report", "api-portal-report-submission"), of_own_report),
    "api-portal-report-version": of_own_report_version,
    "api-portal-workshops": of_applications,
    **dict.fromkeys(("api-portal-workshop", "api-portal-workshop-answer"), of_workshop_handle),
    **dict.fromkeys(("api-portal-profile", "api-portal-profile-publication"), of_applications),
    "api-portal-attachment": of_file,
    "api-portal-hand-in": of_question,
    "api-portal-receipt": of_receipt,
    "api-portal-version": of_versions,
    **dict.fromkeys(("api-jury-me", "api-jury-declarations", "api-jury-assignments"), once),
    "api-jury-finalise": once,
    **dict.fromkeys(("api-jury-application", "api-jury-application-reading"), of_applications),
    **dict.fromkeys(("api-jury-review", "api-jury-review-abstain"), of_applications),
    **dict.fromkeys(("api-jury-review-resume", "api-jury-review-finalise"), of_applications),
    "api-jury-review-others": of_applications,
    "api-jury-application-attachment": of_file,
    **dict.fromkeys(("api-unknown", "api-office-calls"), once),
    **dict.fromkeys(("api-office-audit", "api-office-events", "api-office-availability"), once),
    "api-office-barrier-reports": once,
    "api-office-site-texts": once,
    "api-office-site-text": of_page_text,
    **dict.fromkeys(("api-office-barrier-report", "api-office-barrier-answer"), of_report),
    **{"api-office-call-audit": of_call, "api-public-municipalities": once},
    **{"api-public-municipality": of_town, "api-public-award": of_town_in_call},
    **dict.fromkeys(("api-office-call", "api-office-applications", "api-office-runs"), of_call),
    "api-office-ranking": of_call,
    **dict.fromkeys(("api-office-open-reviewing", "api-office-lock-scores"), of_call),
    **dict.fromkeys(
        ("api-office-decisions", "api-office-decision-plan", "api-office-notices"), of_call
    ),
    **dict.fromkeys(("api-office-announcement", "api-office-announcement-confirm"), of_call),
    **dict.fromkeys(("api-office-application", "api-office-admit"), of_call_and_application),
    "api-office-exclude": of_call_and_application,
    "api-office-run": of_run,
    **dict.fromkeys(("api-office-decision", "api-office-decision-confirm"), of_decision),
    "api-office-decision-reject": of_decision,
}
# The office's programs in the funded years: by what stands in the address after the call.
OFFICE_YEARS: dict[str, tuple[str, ...]] = {
    "": (
        *("held-events", "funded-years", "funded-years-publish", "agreements", "reports"),
        *("payments", "consultations", "workshops", "profiles"),
    ),
    "event": ("held-event", "event-publish", "event-cancel", "registrations"),
    "ags": (
        *("agreement", "agreement-confirm", "agreement-reject", "agreement-acceptance"),
        "profile-take-down",
    ),
    "ags report": ("report", "report-judge", "report-extend"),
    "ags report version": ("report-version",),
    "payment": (
        *("payment", "payment-certify", "payment-order", "payment-reject"),
        "payment-transfer",
    ),
    "consultation": (
        *("consultation", "consultation-publish", "consultation-extend"),
        *("consultation-close", "comments"),
    ),
    "consultation comment": ("comment-show", "comment-withhold", "comment-answer"),
    "workshop": ("workshop", "workshop-announce", "workshop-cancel", "workshop-attendance"),
}
ADDRESSES |= {
    f"api-office-{name}": in_years(parts) for parts, names in OFFICE_YEARS.items() for name in names
}
# What somebody may try to add to an address.
TRIED = {
    **dict.fromkeys(("start", "call", "decision", "application"), "?preview=1"),
    "api-public-awards": "?call=beispielrunde",
    "api-public-calls": "?page=2",
}
# Of an answer: a form's token, and the instant of a late request.
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=)"[^"]+"')
# What is drawn by chance for whoever sets up a second factor or shows a passkey.
DRAWN = re.compile(
    rb'"challenge": ?"[^"]+"|<code>\w+</code>|base64,[^"]+|name="secret_signed" value="[^"]+"'
)
ARRIVAL = re.compile(rb"\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d,\d{6} Uhr")

# Instants of the run itself, as own data tell them; a round's own lie in 2017.
MADE = re.compile(rb'"20[2-9]\d-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)"')

Asked = tuple[str, str, str]
Answer = tuple[int, bytes, dict[str, str], list[str]]
Answers = dict[Asked, Answer]


def test_every_address_is_asked_for() -> None:
    assert sorted(ADDRESSES) == sorted(str(each.name) for each in patterns())


@pytest.fixture
def shared(db: None) -> Twin:
    return beginning()


@pytest.fixture
def sessions(shared: Twin) -> dict[str, Client]:
    """A visitor, and people of towns that are selected in one world and not in the other."""
    everybody: dict[str, User | None] = {"anonymous": None}
    for name in ("anna", "berta", "frida"):
        everybody[name] = User.objects.get(email=f"{name}@example.org")
    made = {}
    for name, user in everybody.items():
        made[name] = Client()
        if user:
            made[name] = Client(headers={"Authorization": f"Bearer {portal_token(user)}"})
            made[name].force_login(user)
    return made


def portal_token(user: User) -> str:
    """What the person's program shows to the API."""
    scopes = PortalScope.values
    return tokens.issue(user=user, scopes=scopes, minutes=60, audience=Audience.PORTAL)[1]


def answers(
    round_: Twin, sessions: dict[str, Client], methods: Iterable[str] = ("GET", "POST")
) -> Answers:
    """What everybody is answered, by person, method and the number of the request."""
    found = {}
    for name, parts in ADDRESSES.items():
        for number, each in enumerate(parts(round_)):
            path = reverse(name, kwargs=each)
            for person, client in sessions.items():
                for method in methods:
                    answer = told(ask(client, method, path), path)
                    found[person, method, f"{name} {number}"] = answer
                if query := TRIED.get(name):
                    found[person, query, name] = told(ask(client, "GET", path + query), path)
    return found


def read(round_: Twin, sessions: dict[str, Client]) -> Answers:
    """What everybody reads: no request that would act."""
    return answers(round_, sessions, ["GET"])


def ask(client: Client, method: str, path: str) -> HttpResponseBase:
    """The answer to one request; what it has changed is undone, its session too."""
    asking = Client()
    asking.defaults.update(client.defaults)
    asking.cookies.load({key: cookie.value for key, cookie in client.cookies.items()})
    with transaction.atomic():
        answer = asking.generic(method, path)
        transaction.set_rollback(True)
    return answer


def told(answer: HttpResponseBase, path: str) -> Answer:
    """Everything that an answer says. Its own path holds a random id where a run was asked for."""
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]  # whichever it is
    body = b"".join(parts)
    body, instants = MADE.subn(b"", body)
    body = DRAWN.sub(b"", ARRIVAL.sub(b"", TOKEN.sub(b"", body))).replace(path.encode(), b"")
    headers = {key: value.replace(path, "") for key, value in answer.items()}
    headers.pop("Expires", None)  # of a page that is never kept: now
    headers.pop("X-Request-ID", None)  # a number of its own for each request
    headers.pop("Server-Time", None)  # now, by the round's own clock
    headers.pop("Content-Length", None)  # the body is compared itself, without what was drawn
    if instants:
        headers.pop("ETag", None)  # the digest of a body that tells instants of the run itself
    return answer.status_code, body, headers, sorted(answer.cookies)


def letters_to_applicants() -> list[tuple[str, str, str]]:
    """What has left by mail, to all but jurors, as it reads."""
    mail.outbox.clear()
    with transaction.atomic():
        while outbox.deliver_due():
            pass
        jurors = set(User.objects.filter(jury_memberships__isnull=False).values_list("email"))
        transaction.set_rollback(True)
    return sorted(
        (message.to[0], str(message.subject), str(message.body))
        for message in mail.outbox
        if (message.to[0],) not in jurors
    )


def differences(one: Answers, other: Answers) -> dict[Asked, str]:
    """The requests that are answered differently, each with where the answers part."""
    return {asked: parting(one[asked], other[asked]) for asked in one if one[asked] != other[asked]}


def parting(one: Answer, other: Answer) -> str:
    pairs = enumerate(zip(one[1], other[1], strict=False))
    start = next((place for place, (mine, theirs) in pairs if mine != theirs), 0)
    shown = [str(each[1][max(0, start - 60) : start + 60]) for each in (one, other)]
    return f"{one[0]} {other[0]} {one[2] == other[2]} {shown[0]} | {shown[1]}"


def test_c01_c06_c08_c12_c15_c19_before_the_announcement_all_answers_are_alike(
    shared: Twin, sessions: dict[str, Client]
) -> None:
    worlds, letters = [], []
    for how in (ONE, OTHER, UNDECIDED):
        with ending(shared, how) as round_:
            owed = Notice.objects.filter(occasion="announcement").count()
            assert owed == (5 if how.is_decided else 0)
            worlds.append(answers(round_, sessions))
            letters.append(letters_to_applicants())
    for other in worlds[1:]:
        assert other.keys() == worlds[0].keys()
        assert differences(worlds[0], other) == {}
    assert [len(each) for each in letters] == [5, 5, 5]  # the receipts
    assert letters[0] == letters[1] == letters[2]


def test_a_moment_before_the_instant_all_answers_are_alike(
    shared: Twin, sessions: dict[str, Client]
) -> None:
    worlds = []
    for how in (ONE, OTHER):
        with ending(shared, how) as round_:
            round_.at(PUBLIC_AT - timedelta(minutes=5))
            worlds.append(read(round_, sessions))
    assert differences(worlds[0], worlds[1]) == {}


def test_after_the_announcement_the_answers_differ(
    shared: Twin, sessions: dict[str, Client]
) -> None:
    worlds = []
    for how in (ONE, OTHER):
        with ending(shared, how) as round_:
            round_.advance(Stage.ANNOUNCED)
            worlds.append(read(round_, sessions))
    told_apart = {asked[2].split()[0] for asked in differences(worlds[0], worlds[1])}
    assert told_apart >= {
        "call",
        "decision",
        "decision-case",
        "portal",
        "application",
        "api-public-awards",
        "api-public-call",
    }
    assert not {name for name in told_apart if name.startswith(("jury", "office", "api-office"))}


def test_who_has_asked_shows_nowhere(shared: Twin, sessions: dict[str, Client]) -> None:
    """Worlds that differ only in who asked are alike to everybody but those who did."""
    worlds = []
    office = User.objects.get(email="dora@example.org")
    for name in ("anna", "berta"):
        with transaction.atomic():
            asker = User.objects.get(email=f"{name}@example.org")
            asked_at = ENQUIRIES_UNTIL_AT - timedelta(hours=1)
            for text in ("Wer darf Partner sein?", "Bis wann?"):
                enquiry = enquiries.ask(call=shared.call, text=text, by=asker, received_at=asked_at)
            enquiries.answer(
                enquiry=enquiry, published_text="Bis wann?", answer="Bis zuletzt.", by=office
            )
            Enquiry.objects.filter(answer="Bis zuletzt.").update(answered_at=asked_at)
            worlds.append(read(shared, sessions))
            transaction.set_rollback(True)
    told_apart = {(asked[0], asked[2]) for asked in differences(*worlds)}
    assert told_apart == {("anna", "enquiry-ask 0"), ("berta", "enquiry-ask 0")}
    assert b"Bis zuletzt." in worlds[0]["anonymous", "GET", "enquiries 0"][1]
