"""Every address of the site, and where in the world of the harnesses it is looked at.

Whoever adds an address adds it to ``PAGES`` or ``OPERATIONS``; the tables of the harnesses then
demand what they need to know about it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from competition.drafts import digest
from competition.models import Application
from tests.fixtures import as_read
from tests.fixtures.announcing import read_of
from tests.fixtures.files import FILES as QUESTION
from tests.fixtures.files import pdf
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.rounds import PUBLIC_AT
from tests.harness import funded_addresses, funded_office
from tests.harness.asked import Address, Where, of
from tests.harness.world import World


def application_of(stage: str) -> dict[str, Where]:
    """Beispielstadt's application in a round."""
    return {**of(stage), "public_id": lambda world: world.own(stage)}


def application(stage: str) -> dict[str, Where]:
    """The same, as its municipality asks for it."""
    return {"public_id": lambda world: world.own(stage)}


def run_of(stage: str) -> dict[str, Where]:
    return {"public_id": lambda world: world.run(stage).public_id}


def decision_of(stage: str) -> dict[str, Where]:
    return {"public_id": lambda world: world.decision(stage).public_id}


def sends(**values: str) -> Callable[[World], dict[str, Any]]:
    """A body that is the same in every world."""
    return lambda _world: values


def upload() -> SimpleUploadedFile:
    """A file that nobody has sent yet."""
    return SimpleUploadedFile("Beschluss.pdf", pdf("Neu"))


def application_read(world: World) -> dict[str, Any]:
    return {"sha256": as_read.digest_of(world.rounds["closed"].applications[0])}


def decision_read(world: World) -> dict[str, Any]:
    return {"sha256": world.decision("proposed").digest}


def announcement_read(world: World) -> dict[str, Any]:
    read = read_of(world.rounds["prepared"].call)
    return {
        "public_at": read.public_at.isoformat(),
        "awards_sha256": read.awards,
        "letters_sha256": read.letters,
    }


def abstained(world: World) -> dict[str, Any]:
    """Nothing; but the juror has abstained."""
    world.abstain()
    return {}


SUBMITTED: dict[str, Where] = {"public_id": lambda world: world.own("open")}
VERSION: dict[str, Where] = {**SUBMITTED, "version": lambda _world: 1}
DRAFT: dict[str, Where] = {"public_id": lambda world: world.draft.public_id}
NAMED: dict[str, Where] = {"key": lambda _world: QUESTION["key"]}
FILE: dict[str, Where] = {
    **NAMED,
    "sha256": lambda _world: hashlib.sha256(pdf("0")).hexdigest(),
}
PARTNER: dict[str, Where] = {**DRAFT, "ags": lambda _world: OTHER_TOWN}

ENQUIRY: dict[str, Where] = {**of("open"), "pk": lambda world: world.open_enquiry()}
SESSION: dict[str, Where] = {**of("locked"), "pk": lambda world: world.session()}
REPORT: dict[str, Where] = {"number": lambda world: world.report_number()}
SITE_TEXT: dict[str, Where] = {
    "section": lambda _world: "impressum",
    "language": lambda _world: "de",
}
BARRIER: dict[str, Where] = {"number": lambda world: world.barrier_number()}

AMENDMENT: dict[str, Where] = {**of("announced"), "version": lambda world: world.amendment()}
TOKEN: dict[str, Where] = {"secret": lambda _world: "ein-token"}
TOWN: dict[str, Where] = {"ags": lambda _world: OWN_TOWN}
INVITED: dict[str, Where] = {**TOWN, "pk": lambda world: world.invitation()}
ASKED: dict[str, Where] = {**TOWN, "pk": lambda world: world.request()}
MEMBER: dict[str, Where] = {**TOWN, "pk": lambda world: world.membership()}

PAGES = {
    **funded_addresses.PAGES,
    "health": Address("anonymous"),
    "ready": Address("anonymous"),
    "start": Address("anonymous"),
    "call": Address("anonymous", of("announced")),
    "call-versions": Address("anonymous", of("announced")),
    "award": Address("anonymous", {**of("announced"), "ags": lambda _world: OWN_TOWN}),
    "decision": Address("anonymous", of("announced")),
    "feed": Address("anonymous", of("announced")),
    "feed-all": Address("anonymous"),
    "selection-program": Address("anonymous"),
    "call-dates": Address("anonymous", of("announced")),
    "decision-case": Address("anonymous", of("announced")),
    "decision-document": Address("anonymous", {**of("announced"), "version": lambda _world: 1}),
    "open-data": Address("anonymous"),
    **dict.fromkeys(
        (
            *("open-data-call", "open-data-catalog", "open-data-awards-csv", "open-data-decision"),
            *("open-data-awards-json", "open-data-former-csv", "open-data-statistics"),
        ),
        Address("anonymous", of("announced")),
    ),
    "open-data-decision-version": Address(
        "anonymous", {**of("announced"), "version": lambda _world: 1}
    ),
    "enquiries": Address("anonymous", of("open")),
    "api-reference": Address("anonymous"),
    "api-reference-audience": Address("anonymous", {"audience": lambda _world: "office"}),
    "api-reference-operation": Address(
        "anonymous",
        {"audience": lambda _world: "office", "name": lambda _world: "confirmDecision"},
    ),
    "accessibility": Address("anonymous"),
    "imprint": Address("anonymous"),
    "privacy": Address("anonymous"),
    "easy-language": Address("anonymous"),
    "sign-language": Address("anonymous"),
    "receipt-check": Address("anonymous"),
    "receipt-keys": Address("anonymous"),
    "receipt-script": Address("anonymous"),
    "report-disturbance": Address("anonymous"),
    "disturbance-reported": Address("anonymous", REPORT),
    "report-barrier": Address("anonymous"),
    "barrier-reported": Address("anonymous", BARRIER),
    "sign-in": Address("anonymous"),
    "mfa_authenticate": Address("anonymous"),
    "mfa_login_webauthn": Address("anonymous"),
    "sign-out": Address("editor"),
    "account_signup": Address("anonymous"),
    "account_email_verification_sent": Address("anonymous"),
    "account_confirm_email": Address("anonymous", {"key": lambda _world: "ein-token"}),
    "account_reset_password": Address("anonymous"),
    "account_reset_password_done": Address("anonymous"),
    "account_reset_password_from_key": Address(
        "anonymous", {"uidb36": lambda _world: "1", "key": lambda _world: "ein-token"}
    ),
    "account": Address("editor"),
    "account_email": Address("editor"),
    "account_change_password": Address("signatory"),
    "account_set_password": Address("editor"),
    "usersessions_list": Address("editor"),
    "own-tokens": Address("editor"),
    "own-token-new": Address("editor"),
    "account_reauthenticate": Address("signatory"),
    "mfa_reauthenticate": Address("office"),
    "mfa_reauthenticate_webauthn": Address("office"),
    "mfa_index": Address("office"),
    "second-factor-required": Address("juror"),
    "mfa_activate_totp": Address("editor"),
    "mfa_deactivate_totp": Address("office"),
    "mfa_view_recovery_codes": Address("office"),
    "mfa_list_webauthn": Address("office"),
    "mfa_add_webauthn": Address("editor"),
    "mfa_remove_webauthn": Address("office", {"pk": lambda world: world.passkey()}),
    "set_language": Address("anonymous"),
    "portal": Address("editor"),
    "portal-notice": Address("editor", {"key": lambda world: world.receipt_letter().key}),
    "application-start": Address("editor", of("open")),
    "enquiry-ask": Address("editor", of("open")),
    "application": Address("editor", DRAFT),
    "application-edit": Address("editor", DRAFT),
    "application-save": Address("editor", DRAFT, sends(title="Neu", **{"version-title": "1."})),
    "attachments": Address("editor", {**DRAFT, **NAMED}),
    "document-hand-in": Address(
        "editor",
        {**application("reviewing"), **NAMED},
        lambda world: {"files": world.files_digest()},
    ),
    "attachment": Address("editor", {**DRAFT, **FILE}),
    "attachment-remove": Address("editor", {**DRAFT, **FILE}),
    "application-release": Address("signatory", DRAFT),
    "application-submit": Address("signatory", DRAFT),
    "application-receipt": Address("editor", SUBMITTED),
    "application-withdraw": Address("signatory", SUBMITTED),
    "application-decline": Address("signatory", application("announced")),
    "application-discard": Address("editor", DRAFT),
    "application-correction": Address("editor", application("closed")),
    "application-correction-submit": Address("signatory", application("closed")),
    "application-draft-pdf": Address("editor", DRAFT),
    "application-draft-docx": Address("editor", DRAFT),
    "application-versions": Address("editor", SUBMITTED),
    "application-version-pdf": Address("editor", VERSION),
    "application-version-json": Address("editor", VERSION),
    "application-receipt-pdf": Address("editor", VERSION),
    "application-receipt-json": Address("editor", VERSION),
    "partner-invite": Address("editor", DRAFT),
    "partner-confirm": Address("other town", PARTNER),
    "partner-step-back": Address("other town", PARTNER),
    "partner-remove": Address("editor", PARTNER),
    "municipalities": Address("anonymous"),
    "call-municipality": Address("anonymous", of("open")),
    "invitation": Address("anonymous"),
    "invitation-link": Address("anonymous", TOKEN),
    "mailbox": Address("anonymous"),
    "mailbox-link": Address("anonymous", TOKEN),
    "portal-municipalities": Address("editor"),
    "request-withdraw": Address("editor", {"pk": lambda world: world.own_request()}),
    "membership-ask": Address("other town", TOWN),
    "mailbox-add": Address("editor", TOWN),
    "mailbox-remove": Address("editor", {**TOWN, "pk": lambda world: world.mailbox()}),
    "portal-municipality": Address("editor", TOWN),
    "portal-invite": Address("editor", TOWN),
    "portal-invitation": Address("editor", INVITED),
    "portal-request": Address("editor", ASKED),
    "portal-membership": Address("signatory", MEMBER),
    "portal-membership-end": Address("signatory", MEMBER),
    "jury": Address("juror"),
    "jury-call": Address("juror", of("reviewing")),
    "jury-evaluation": Address("chair", of("locked")),
    "jury-decision-memo": Address("chair", {**of("announced"), **decision_of("announced")}),
    "office-evaluation": Address("office", of("locked")),
    "office-scores-export": Address("office", of("locked"), sends(form="csv")),
    "jury-session": Address("juror", of("locked")),
    "jury-session-minutes": Address("juror", SESSION),
    "office-session": Address("office", of("locked")),
    "office-session-minutes": Address("office", SESSION),
    "jury-declaration": Address("juror", of("reviewing")),
    "jury-matrix": Address("juror", of("reviewing")),
    "jury-conflicts": Address("chair", of("reviewing")),
    "jury-finish": Address("juror", of("reviewing")),
    "jury-offline": Address("juror", of("reviewing")),
    "jury-import": Address(
        "juror", of("reviewing"), lambda world: {"steps": world.no_steps("reviewing")}
    ),
    "jury-workbook": Address("juror", of("reviewing")),
    "jury-document": Address("juror", {**of("reviewing"), "part": lambda _world: 1}),
    "review": Address("juror", application_of("reviewing")),
    "review-save": Address(
        "juror", application_of("reviewing"), sends(version="0", comment="Überzeugend.")
    ),
    "review-read": Address("juror", application_of("reviewing"), sends()),
    "review-keys": Address("juror", application_of("reviewing"), sends(keys="off")),
    "review-history": Address("juror", application_of("reviewing")),
    "review-attachment": Address("juror", {**application_of("reviewing"), **FILE}),
    "office": Address("office"),
    "office-call": Address("office", of("proposed")),
    "office-applications": Address("office", of("closed")),
    "office-applications-export": Address("office", of("closed"), sends(form="csv")),
    "office-saved-views": Address("office", of("closed")),
    "office-saved-view": Address(
        "office", {**of("closed"), "pk": lambda world: world.saved_view()}
    ),
    "office-application": Address("office", application_of("closed")),
    "office-attachment": Address("office", {**application_of("reviewing"), **FILE}),
    "office-jury": Address("office", of("reviewing")),
    "office-rubric": Address("office", of("open")),
    "office-rubric-preview": Address("office", of("open")),
    "office-rubric-trial": Address("office", of("open")),
    "office-questions": Address("office", of("open")),
    "office-question-new": Address("office", of("open")),
    "office-question": Address("office", {**of("open"), "key": lambda _world: "concept"}),
    "office-questions-preview": Address("office", of("open")),
    "office-trial": Address("office", of("open")),
    "office-trial-pdf": Address("office", of("open")),
    "office-trial-juror": Address("office", of("open")),
    "office-assignments": Address("office", of("reviewing")),
    "office-assignments-table": Address("office", of("reviewing")),
    "office-assignments-import": Address("office", of("reviewing")),
    "office-assignments-panels": Address("office", of("reviewing")),
    "office-assignments-juror": Address(
        "office",
        {**of("reviewing"), "pk": lambda world: world.rounds["reviewing"].jurors[0].pk},
    ),
    "office-assignments-application": Address("office", application_of("reviewing")),
    "office-appointment": Address("office", of("ready")),
    "office-conflicts": Address("office", of("reviewing")),
    "office-selection": Address("office", of("computed")),
    "office-run": Address("office", {**of("computed"), **run_of("computed")}),
    "office-scenario": Address("office", of("computed")),
    "office-proposal": Address("office", {**of("computed"), **run_of("computed")}),
    "office-decision": Address("office", of("proposed")),
    "office-succession": Address("office", application_of("vacant")),
    "office-decision-memo": Address("office", {**of("announced"), **decision_of("announced")}),
    "office-court-file": Address("office", application_of("closed")),
    "office-redacted-copies": Address("office", application_of("closed")),
    "office-redacted-copy": Address(
        "office", {**application_of("closed"), "pk": lambda world: world.redacted_copy()}
    ),
    "office-screening": Address("office", of("closed")),
    "office-standard-reasons": Address("office"),
    "office-standard-reason": Address("office", {"pk": lambda world: world.wording()}),
    "office-award": Address("office", application_of("announced")),
    "office-correction": Address("office", application_of("closed")),
    "office-late-admission": Address("office", application_of("closed")),
    "office-call-new": Address("office"),
    "office-setup": Address("office", of("open")),
    "office-setup-section": Address("office", {**of("open"), "section": lambda _world: "texte"}),
    "office-call-publish": Address("office", of("open")),
    "office-rules": Address("office", of("open")),
    "office-revision": Address("office", of("open")),
    "office-retention": Address("office", of("announced")),
    "office-extension": Address("office", of("open")),
    "office-announcement": Address("office", of("prepared")),
    "office-announcement-preview": Address("office", of("prepared")),
    "office-amendment": Address("office", AMENDMENT),
    "office-amendment-preview": Address("office", AMENDMENT),
    "office-notices": Address("office", of("announced")),
    "office-notice": Address(
        "office", {**of("announced"), "pk": lambda world: world.result_letter()}
    ),
    "office-letter-texts": Address("office", of("announced")),
    "office-letter-text": Address("office", {**of("announced"), "kind": lambda _world: "award"}),
    "office-enquiries": Address("office", of("open")),
    "office-enquiry": Address("office", ENQUIRY),
    "office-audit": Address("office"),
    "office-audit-subject": Address("office"),
    "office-audit-file": Address("office", {"ending": lambda _world: "jsonl"}),
    "office-municipalities": Address("office"),
    "office-invitations": Address("office"),
    "office-account-invitation": Address(
        "office", {"pk": lambda world: world.account_invitation()}
    ),
    "office-municipality": Address("office", TOWN),
    "office-invite": Address("office", TOWN),
    "office-invitation": Address("office", INVITED),
    "office-request": Address("office", ASKED),
    "office-membership": Address("office", MEMBER),
    "office-membership-end": Address("office", MEMBER),
    "own-data": Address("editor"),
    "office-members": Address("office"),
    "office-member": Address("office", {"pk": lambda world: world.office_member()}),
    "office-rescues": Address("office"),
    "office-rescue": Address("office", {"pk": lambda world: world.rescue()}),
    "office-disturbances": Address("office"),
    "office-disturbance": Address("office", REPORT),
    "office-barrier-reports": Address("office"),
    "office-barrier-report": Address("office", BARRIER),
    "office-site-texts": Address("office"),
    "office-site-text": Address("office", SITE_TEXT),
    "office-attempts": Address("office"),
    "office-availability": Address("office"),
    "office-availability-minutes": Address("office"),
}
# What answers no page of its own: acts, and files.
ACTS = {
    "jury-import",
    *("sign-out", "set_language", "application-save", "document-hand-in"),
    *("request-withdraw", "mailbox-remove"),
    *("review-save", "review-read", "review-keys"),
    *("office-applications-export", "office-scores-export", "office-event-export"),
    *("portal-invitation", "office-invitation", "office-account-invitation"),
}
FILES = {
    *("health", "ready"),
    "mfa_login_webauthn",
    *("decision-case", "decision-document", "office-audit-file"),
    "office-availability-minutes",
    *("feed", "feed-all", "selection-program", "call-dates", "event-calendar"),
    *("open-data-awards-csv", "open-data-former-csv", "open-data-awards-json"),
    *("open-data-decision", "open-data-decision-version"),
    *("open-data-statistics", "open-data-catalog"),
    "receipt-keys",
    "receipt-script",
    "application-draft-pdf",
    "application-draft-docx",
    "application-version-pdf",
    "application-version-json",
    "application-receipt-pdf",
    "application-receipt-json",
    *("attachment", "review-attachment", "office-attachment", "office-redacted-copy"),
    *("jury-session-minutes", "office-session-minutes"),
    *("jury-decision-memo", "office-decision-memo"),
    "office-assignments-table",
    "office-trial-pdf",
    *("portal-report-pdf", "office-report-pdf"),
    *("jury-workbook", "jury-document"),
    "office-comments-file",
}

OPERATIONS = {
    "api-public-calls GET": Address("anonymous"),
    "api-public-call GET": Address("anonymous", of("announced")),
    "api-public-awards GET": Address("anonymous"),
    "api-public-award GET": Address("anonymous", {**of("announced"), **TOWN}),
    "api-public-municipalities GET": Address("anonymous"),
    "api-public-municipality GET": Address("anonymous", TOWN),
    **funded_addresses.PUBLIC_OPERATIONS,
    "api-schema GET": Address("anonymous"),
    "api-portal-applications GET": Address("editor"),
    "api-portal-application GET": Address("editor", DRAFT),
    "api-portal-applications POST": Address(
        "editor", {}, lambda world: {"call": world.slug("open"), "ags": OWN_TOWN}
    ),
    "api-portal-application PATCH": Address(
        "editor", DRAFT, lambda _world: {"answers": [{"key": "remark", "value": "x", "version": 0}]}
    ),
    "api-portal-application DELETE": Address("editor", DRAFT, sends()),
    "api-portal-attachments GET": Address("editor", DRAFT),
    "api-portal-attachments POST": Address(
        "editor", DRAFT, lambda _world: {"question": QUESTION["key"], "file": upload()}
    ),
    "api-portal-attachment GET": Address("editor", {**DRAFT, **FILE}),
    "api-portal-attachment DELETE": Address("editor", {**DRAFT, **FILE}, sends()),
    "api-portal-hand-in POST": Address(
        "editor",
        {**application("reviewing"), **NAMED},
        lambda world: {"sha256": world.files_digest()},
    ),
    "api-portal-correction GET": Address("editor", application("closed")),
    "api-portal-correction PATCH": Address(
        "editor",
        application("closed"),
        lambda _world: {"answers": [{"key": "own_share", "value": 600_000, "version": 0}]},
    ),
    "api-portal-correction-submission POST": Address(
        "signatory", application("closed"), lambda world: {"sha256": world.correction_digest()}
    ),
    "api-portal-notices GET": Address("editor"),
    "api-portal-release POST": Address(
        "signatory", DRAFT, lambda world: {"sha256": digest(world.draft)}
    ),
    "api-portal-submission POST": Address(
        "signatory",
        SUBMITTED,
        lambda world: {"sha256": digest(Application.objects.get(public_id=world.own("open")))},
    ),
    "api-portal-withdrawal POST": Address("signatory", SUBMITTED, sends()),
    "api-portal-receipts GET": Address("editor", SUBMITTED),
    "api-portal-receipt GET": Address(
        "editor", {**SUBMITTED, "number": lambda world: world.receipt_number()}
    ),
    "api-portal-version GET": Address("editor", VERSION),
    **funded_addresses.PORTAL_OPERATIONS,
    "api-jury-me GET": Address("juror"),
    "api-jury-declarations GET": Address("juror"),
    "api-jury-declarations POST": Address(
        "juror",
        {},
        lambda world: {"answers": [{"application": world.own("reviewing"), "conflict": "none"}]},
    ),
    "api-jury-assignments GET": Address("juror"),
    "api-jury-application GET": Address("juror", application("reviewing")),
    "api-jury-application-reading POST": Address("juror", application("reviewing"), sends()),
    "api-jury-application-attachment GET": Address("juror", {**application("reviewing"), **FILE}),
    "api-jury-review GET": Address("juror", application("reviewing")),
    "api-jury-review PATCH": Address(
        "juror", application("reviewing"), lambda _world: {"version": 0, "comment": "Überzeugt."}
    ),
    "api-jury-review-abstain POST": Address(
        "juror",
        application("reviewing"),
        lambda _world: {"version": 0, "reason": "Mir fehlt das Fachwissen."},
    ),
    "api-jury-review-resume POST": Address("juror", application("reviewing"), abstained),
    "api-jury-review-finalise POST": Address(
        "juror", application("reviewing"), lambda world: {"version": world.written_review()}
    ),
    "api-jury-review-others GET": Address("juror", application("locked")),
    "api-jury-finalise POST": Address(
        "juror",
        {},
        lambda world: {
            "reviews": [{"application": world.own("reviewing"), "version": world.written_review()}]
        },
    ),
    "api-office-calls GET": Address("office"),
    "api-office-call GET": Address("office", of("announced")),
    "api-office-applications GET": Address("office", of("closed")),
    "api-office-application GET": Address("office", application_of("closed")),
    "api-office-admit POST": Address("office", application_of("closed"), application_read),
    "api-office-exclude POST": Address(
        "office",
        application_of("closed"),
        lambda world: {**application_read(world), "reason": "Schon begonnen."},
    ),
    "api-office-open-reviewing POST": Address("office", of("ready"), sends()),
    "api-office-lock-scores POST": Address("office", of("reviewing"), sends()),
    "api-office-ranking GET": Address("office", of("locked")),
    "api-office-runs GET": Address("office", of("computed")),
    "api-office-runs POST": Address("office", of("locked"), sends()),
    "api-office-run GET": Address("office", run_of("computed")),
    "api-office-decisions GET": Address("office", of("proposed")),
    "api-office-decisions POST": Address(
        "office", of("computed"), lambda world: {"run": world.run("computed").public_id}
    ),
    "api-office-decision-plan POST": Address(
        "office", of("computed"), lambda world: {"run": world.run("computed").public_id}
    ),
    "api-office-decision GET": Address("office", decision_of("proposed")),
    "api-office-decision-confirm POST": Address("office", decision_of("proposed"), decision_read),
    "api-office-decision-reject POST": Address(
        "office",
        decision_of("proposed"),
        lambda world: {**decision_read(world), "reason": "Ein Gutachten fehlt."},
    ),
    "api-office-announcement GET": Address("office", of("prepared")),
    "api-office-announcement PUT": Address(
        "office", of("prepared"), sends(public_at=PUBLIC_AT.isoformat())
    ),
    "api-office-announcement-confirm POST": Address("office", of("prepared"), announcement_read),
    "api-office-notices GET": Address("office", of("announced")),
    "api-office-call-audit GET": Address("office", of("announced")),
    "api-office-audit GET": Address("office"),
    "api-office-availability GET": Address("office"),
    "api-office-site-texts GET": Address("office"),
    "api-office-site-text PUT": Address(
        "office",
        {"page": lambda _world: "imprint", "language": lambda _world: "de"},
        lambda _world: {"text": "Amt für Beispiele", "version": 0},
    ),
    "api-office-barrier-reports GET": Address("office"),
    "api-office-barrier-report GET": Address("office", BARRIER),
    "api-office-barrier-answer POST": Address("office", BARRIER, sends(answer="Behoben.")),
    "api-office-events GET": Address("office"),
    **funded_office.OPERATIONS,
}
# Whatever lies under /api/ and has no address.
NOWHERE = {"api-unknown"}
# Other names of an address, by which allauth's own code asks for it.
ALIASES = {"account_login": "sign-in", "account_logout": "sign-out"}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """All addresses of the site, as the resolver knows them."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def page_names() -> list[str]:
    """The names of the pages. An address without a name would escape every table."""
    names = [str(each.name) for each in patterns() if not _operations(each)]
    return sorted(set(names) - NOWHERE - ALIASES.keys() - {"api-schema"})


def operation_names() -> list[str]:
    """Name and method of every operation of the API."""
    declared = (f"{each.name} {method}" for each in patterns() for method in _operations(each))
    return sorted([*declared, "api-schema GET"])


def _operations(pattern: URLPattern) -> Mapping[str, Any]:
    view: Any = getattr(pattern.callback, "cls", None)
    return getattr(view, "operations", {})
