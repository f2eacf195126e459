"""How many queries an answer takes, with one row of what it lists and with three.

The same number for both: a page of 26 applications costs what a page of one costs. Aims: 8 for the
public, 15 for everybody else; session, person and the database's clock are among them.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.harness.addresses import ACTS, OPERATIONS, PAGES, Address
from tests.harness.visitors import Visitors
from tests.harness.world import World

pytestmark = pytest.mark.django_db
QUERIES = {
    "start GET": 2,
    "call GET": 8,
    "call-versions GET": 3,
    "award GET": 4,
    "feed GET": 6,
    "feed-all GET": 6,
    "call-dates GET": 5,
    "decision GET": 5,
    "decision-case GET": 3,
    "decision-document GET": 3,
    "open-data GET": 3,
    "open-data-call GET": 7,
    "open-data-catalog GET": 7,
    "open-data-awards-csv GET": 7,
    "open-data-decision GET": 7,
    "open-data-awards-json GET": 7,
    "open-data-former-csv GET": 7,
    "open-data-statistics GET": 7,
    "open-data-decision-version GET": 7,
    "enquiries GET": 3,
    "accessibility GET": 0,
    "api-reference GET": 0,
    "api-reference-audience GET": 0,
    "imprint GET": 0,
    "privacy GET": 0,
    "receipt-check GET": 0,
    "receipt-keys GET": 0,
    "receipt-script GET": 0,
    "report-disturbance GET": 0,
    "disturbance-reported GET": 1,
    "sign-in GET": 0,
    "sign-out POST": 4,
    "mfa_authenticate GET": 0,
    "mfa_login_webauthn GET": 4,
    "account_signup GET": 0,
    "account_email_verification_sent GET": 0,
    "account_confirm_email GET": 0,
    "account_reset_password GET": 0,
    "account_reset_password_done GET": 0,
    "account_reset_password_from_key GET": 0,
    "account GET": 4,
    "account_email GET": 7,
    "account_change_password GET": 3,
    "account_set_password GET": 3,
    "usersessions_list GET": 5,
    "own-tokens GET": 6,
    "own-token-new GET": 8,
    "account_reauthenticate GET": 5,
    "mfa_reauthenticate GET": 5,
    "mfa_reauthenticate_webauthn GET": 9,
    "mfa_index GET": 4,
    "second-factor-required GET": 3,
    "mfa_activate_totp GET": 4,
    "mfa_deactivate_totp GET": 5,
    "mfa_view_recovery_codes GET": 5,
    "mfa_list_webauthn GET": 4,
    "mfa_add_webauthn GET": 7,
    "mfa_remove_webauthn GET": 4,
    "own-data GET": 3,
    "office-members GET": 5,
    "office-member GET": 5,
    "office-rescues GET": 6,
    "office-rescue GET": 5,
    "set_language POST": 0,
    "portal GET": 12,
    "portal-notice GET": 6,
    "application-start GET": 7,
    "enquiry-ask GET": 6,
    "application GET": 12,
    "application-edit GET": 12,
    "application-save POST": 9,
    "attachments GET": 12,
    "document-hand-in POST": 26,
    "attachment GET": 5,
    "attachment-remove GET": 12,
    "application-release GET": 11,
    "application-submit GET": 11,
    "application-receipt GET": 11,
    "application-withdraw GET": 10,
    "application-decline GET": 12,
    "application-discard GET": 11,
    "application-correction GET": 8,
    "application-correction-submit GET": 10,
    "application-draft-pdf GET": 12,
    "application-draft-docx GET": 12,
    "application-versions GET": 11,
    "application-version-pdf GET": 6,
    "application-version-json GET": 5,
    "application-receipt-pdf GET": 5,
    "application-receipt-json GET": 5,
    "partner-invite GET": 11,
    "partner-confirm GET": 6,
    "partner-step-back GET": 5,
    "partner-remove GET": 11,
    "municipalities GET": 0,
    "call-municipality GET": 2,
    "invitation GET": 0,
    "invitation-link GET": 4,
    "mailbox GET": 0,
    "mailbox-link GET": 0,
    "portal-municipalities GET": 6,
    "request-withdraw POST": 13,
    "membership-ask GET": 5,
    "mailbox-add GET": 6,
    "mailbox-remove POST": 15,
    "portal-municipality GET": 11,
    "portal-invite GET": 6,
    "portal-invitation POST": 18,
    "portal-request GET": 7,
    "portal-membership GET": 7,
    "portal-membership-end GET": 7,
    "office-municipalities GET": 6,
    "office-invitations GET": 6,
    "office-account-invitation POST": 15,
    "office-municipality GET": 12,
    "office-invite GET": 7,
    "office-invitation POST": 19,
    "office-request GET": 8,
    "office-membership GET": 8,
    "office-membership-end GET": 8,
    "jury GET": 5,
    "jury-call GET": 7,
    "jury-declaration GET": 10,
    "jury-matrix GET": 9,
    "jury-conflicts GET": 11,
    "jury-finish GET": 10,
    "jury-offline GET": 7,
    "jury-import POST": 5,
    "jury-workbook GET": 9,
    "jury-document GET": 10,
    "review GET": 13,
    "review-save POST": 32,
    "review-read POST": 13,
    "review-keys POST": 8,
    "review-history GET": 9,
    "review-attachment GET": 5,
    "office GET": 12,
    "office-call GET": 12,
    "office-applications GET": 8,
    "office-scores-export POST": 16,
    "office-applications-export POST": 14,
    "office-saved-views GET": 7,
    "office-saved-view GET": 7,
    "office-application GET": 12,
    "office-attachment GET": 6,
    "jury-evaluation GET": 19,
    "office-evaluation GET": 18,
    "jury-session GET": 11,
    "jury-session-minutes GET": 9,
    "office-session GET": 12,
    "office-session-minutes GET": 10,
    "office-jury GET": 12,
    "office-rubric GET": 8,
    "office-rubric-preview GET": 8,
    "office-rubric-trial GET": 7,
    "office-questions GET": 6,
    "office-question-new GET": 4,
    "office-question GET": 5,
    "office-questions-preview GET": 6,
    "office-trial GET": 7,
    "office-trial-pdf GET": 6,
    "office-trial-juror GET": 9,
    "office-assignments GET": 12,
    "office-assignments-table GET": 11,
    "office-assignments-import GET": 12,
    "office-assignments-panels GET": 12,
    "office-assignments-juror GET": 12,
    "office-assignments-application GET": 12,
    "office-appointment GET": 7,
    "office-conflicts GET": 12,
    "office-selection GET": 8,
    "office-run GET": 12,
    "office-decision GET": 10,
    "office-scenario GET": 10,
    "office-proposal GET": 8,
    "office-succession GET": 10,
    "office-decision-memo GET": 5,
    "jury-decision-memo GET": 5,
    "office-court-file GET": 10,
    "office-redacted-copies GET": 9,
    "office-redacted-copy GET": 7,
    "office-screening GET": 11,
    "office-standard-reasons GET": 5,
    "office-standard-reason GET": 5,
    "office-correction GET": 12,
    "office-late-admission GET": 10,
    "office-call-new GET": 5,
    "office-setup GET": 6,
    "office-setup-section GET": 4,
    "office-call-publish GET": 4,
    "office-rules GET": 8,
    "office-revision GET": 6,
    "office-retention GET": 10,
    "office-extension GET": 6,
    "office-award GET": 10,
    "office-announcement-preview GET": 8,
    "office-amendment GET": 11,
    "office-amendment-preview GET": 10,
    "office-announcement GET": 20,
    "office-notices GET": 11,
    "office-notice GET": 9,
    "office-letter-texts GET": 6,
    "office-letter-text GET": 9,
    "office-enquiries GET": 8,
    "office-enquiry GET": 6,
    "office-disturbances GET": 6,
    "office-disturbance GET": 11,
    "office-attempts GET": 9,
    "office-audit GET": 8,
    "office-audit-subject GET": 3,
    "office-audit-file GET": 4,
    "api-public-calls GET": 3,
    "api-public-call GET": 7,
    "api-public-awards GET": 3,
    "api-schema GET": 0,
    "api-portal-applications GET": 6,
    "api-portal-application GET": 11,
    "api-portal-answers PATCH": 17,
    "api-portal-submission POST": 13,
    "api-portal-withdrawal POST": 25,
    "api-portal-receipt GET": 5,
    "api-office-calls GET": 5,
    "api-office-call GET": 4,
    "api-office-applications GET": 6,
    "api-office-application GET": 4,
    "api-office-admit POST": 18,
    "api-office-exclude POST": 18,
    "api-office-open-reviewing POST": 43,
    "api-office-lock-scores POST": 17,
    "api-office-runs GET": 5,
    "api-office-runs POST": 24,
    "api-office-run GET": 3,
    "api-office-decisions GET": 6,
    "api-office-decisions POST": 38,
    "api-office-decision GET": 7,
    "api-office-decision-reject POST": 19,
    "api-office-announcement GET": 5,
    "api-office-announcement PUT": 21,
    "api-office-announcement-confirm POST": 26,
    "api-office-notices GET": 6,
}
# Where the number grows with the rows: at one row, at three, and why that is so.
GROWING = {
    "api-office-decision-confirm POST": (76, 86, "each award is granted on its own, and logged"),
}
ALL = [f"{name} {'POST' if name in ACTS else 'GET'}" for name in PAGES] + list(OPERATIONS)
CHANGES = ("INSERT", "UPDATE", "DELETE")
# What a passkey has to sign is kept in the visitor's own session until the signature comes.
OWN_SESSION = '"django_session"'


@pytest.fixture(scope="module")
def visitors(sized_world: World) -> Visitors:
    return Visitors(sized_world)


def asked(key: str, world: World, visitors: Visitors) -> list[str]:
    """The queries of the answer to the persona who is meant to see it; it must be a good one."""
    name, method = key.split()
    address: Address = OPERATIONS.get(key) or PAGES[name]
    body = address.body(world) if address.body else None
    path = address.path(name, world)
    with CaptureQueriesContext(connection) as captured:
        answer = visitors.ask(address.viewer, method, path, body)
    assert answer.status_code in (200, 201, 202, 302), answer
    # The first and the last mark what the harness itself undoes.
    return [query["sql"] for query in captured.captured_queries[1:-2]]


def test_the_table_names_every_address_and_no_other() -> None:
    assert sorted([*QUERIES, *GROWING]) == sorted(ALL)


@pytest.mark.parametrize("key", ALL)
def test_queries_are_as_many_as_in_the_table(
    key: str, sized_world: World, visitors: Visitors
) -> None:
    at_one, at_three, _ = GROWING.get(key) or (QUERIES[key], QUERIES[key], "")
    wanted = at_one if sized_world.rows == 1 else at_three
    assert len(asked(key, sized_world, visitors)) == wanted


@pytest.mark.parametrize("key", [key for key in ALL if key.endswith(" GET")])
def test_reading_changes_nothing(key: str, sized_world: World, visitors: Visitors) -> None:
    found = asked(key, sized_world, visitors)
    assert not [sql for sql in found if sql.startswith(CHANGES) and OWN_SESSION not in sql]
