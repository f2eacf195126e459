"""Who may: the status of every answer, for every address and every persona.

GET and POST of every page, each operation of the API; POST comes with an empty body, so that only
the gate is seen (a form that is not filled in answers 400 or the page again).
"""

import pytest

from tests.harness.addresses import OPERATIONS, PAGES, Address
from tests.harness.visitors import Visitors, told
from tests.harness.world import PERSONAS, World

pytestmark = pytest.mark.django_db
# The columns: anonymous, other town, editor, signatory, recused juror, juror, chair, office.
STATUSES = {
    "start GET": "200 200 200 200 200 200 200 200",
    "start POST": "405 405 405 405 405 405 405 405",
    "call GET": "200 200 200 200 200 200 200 200",
    "call POST": "405 405 405 405 405 405 405 405",
    "decision GET": "200 200 200 200 200 200 200 200",
    "decision POST": "405 405 405 405 405 405 405 405",
    "decision-case GET": "200 200 200 200 200 200 200 200",
    "decision-case POST": "405 405 405 405 405 405 405 405",
    "enquiries GET": "200 200 200 200 200 200 200 200",
    "enquiries POST": "405 405 405 405 405 405 405 405",
    "accessibility GET": "200 200 200 200 200 200 200 200",
    "accessibility POST": "405 405 405 405 405 405 405 405",
    "imprint GET": "200 200 200 200 200 200 200 200",
    "imprint POST": "405 405 405 405 405 405 405 405",
    "privacy GET": "200 200 200 200 200 200 200 200",
    "privacy POST": "405 405 405 405 405 405 405 405",
    "receipt-check GET": "200 200 200 200 200 200 200 200",
    "receipt-check POST": "400 400 400 400 400 400 400 400",
    "receipt-keys GET": "200 200 200 200 200 200 200 200",
    "receipt-keys POST": "405 405 405 405 405 405 405 405",
    "receipt-script GET": "200 200 200 200 200 200 200 200",
    "receipt-script POST": "405 405 405 405 405 405 405 405",
    "report-disturbance GET": "200 200 200 200 200 200 200 200",
    "report-disturbance POST": "400 400 400 400 400 400 400 400",
    "disturbance-reported GET": "200 200 200 200 200 200 200 200",
    "disturbance-reported POST": "405 405 405 405 405 405 405 405",
    "sign-in GET": "200 302 302 302 302 302 302 302",
    "sign-in POST": "400 302 302 302 302 302 302 302",
    "mfa_authenticate GET": "302 302 302 302 302 302 302 302",
    "mfa_authenticate POST": "302 302 302 302 302 302 302 302",
    "mfa_login_webauthn GET": "200 302 302 302 302 302 302 302",
    "mfa_login_webauthn POST": "302 302 302 302 302 302 302 302",
    "sign-out GET": "405 405 405 405 405 405 405 405",
    "sign-out POST": "302 302 302 302 302 302 302 302",
    "account_signup GET": "200 302 302 302 302 302 302 302",
    "account_signup POST": "400 302 302 302 302 302 302 302",
    "account_email_verification_sent GET": "200 200 200 200 200 200 200 200",
    "account_email_verification_sent POST": "405 405 405 405 405 405 405 405",
    "account_confirm_email GET": "302 302 302 302 302 302 302 302",
    "account_confirm_email POST": "302 302 302 302 302 302 302 302",
    "account_reset_password GET": "200 200 200 200 200 200 200 200",
    "account_reset_password POST": "400 400 400 400 400 400 400 400",
    "account_reset_password_done GET": "200 200 200 200 200 200 200 200",
    "account_reset_password_done POST": "405 405 405 405 405 405 405 405",
    "account_reset_password_from_key GET": "302 302 302 302 302 302 302 302",
    "account_reset_password_from_key POST": "302 302 302 302 302 302 302 302",
    "account GET": "302 200 200 200 200 200 200 200",
    "account POST": "302 405 405 405 405 405 405 405",
    "account_email GET": "302 200 200 200 200 200 200 200",
    "account_email POST": "302 400 400 400 400 400 400 400",
    "account_change_password GET": "302 302 302 200 302 302 302 302",
    "account_change_password POST": "302 302 302 400 302 302 302 302",
    "account_set_password GET": "302 200 200 302 200 200 200 200",
    "account_set_password POST": "302 400 400 302 400 400 400 400",
    "usersessions_list GET": "302 200 200 200 200 200 200 200",
    "usersessions_list POST": "302 302 302 302 302 302 302 302",
    "account_reauthenticate GET": "302 403 403 200 403 403 403 302",
    "account_reauthenticate POST": "302 403 403 400 403 403 403 302",
    "mfa_reauthenticate GET": "302 403 403 302 403 403 403 200",
    "mfa_reauthenticate POST": "302 403 403 302 403 403 403 400",
    "mfa_reauthenticate_webauthn GET": "302 403 403 302 403 403 403 200",
    "mfa_reauthenticate_webauthn POST": "302 403 403 302 403 403 403 400",
    "mfa_index GET": "302 200 200 200 200 200 200 200",
    "mfa_index POST": "302 405 405 405 405 405 405 405",
    "second-factor-required GET": "302 200 200 200 200 200 200 200",
    "second-factor-required POST": "302 405 405 405 405 405 405 405",
    "mfa_activate_totp GET": "302 200 200 200 200 200 200 302",
    "mfa_activate_totp POST": "302 400 400 400 400 400 400 302",
    "mfa_deactivate_totp GET": "302 404 404 404 404 404 404 200",
    "mfa_deactivate_totp POST": "302 404 404 404 404 404 404 302",
    "mfa_view_recovery_codes GET": "302 404 404 404 404 404 404 200",
    "mfa_view_recovery_codes POST": "302 409 409 409 409 409 409 200",
    "mfa_list_webauthn GET": "302 200 200 200 200 200 200 200",
    "mfa_list_webauthn POST": "302 405 405 405 405 405 405 405",
    "mfa_add_webauthn GET": "302 200 200 200 200 200 200 200",
    "mfa_add_webauthn POST": "302 400 400 400 400 400 400 400",
    "mfa_remove_webauthn GET": "302 404 404 404 404 404 404 200",
    "mfa_remove_webauthn POST": "302 404 404 404 404 404 404 302",
    "set_language GET": "302 302 302 302 302 302 302 302",
    "set_language POST": "302 302 302 302 302 302 302 302",
    "portal GET": "302 200 200 200 200 200 200 200",
    "portal POST": "405 405 405 405 405 405 405 405",
    "portal-notice GET": "302 404 200 200 404 404 404 404",
    "portal-notice POST": "405 405 405 405 405 405 405 405",
    "application-start GET": "302 200 200 200 200 200 200 200",
    "application-start POST": "302 400 400 400 400 400 400 400",
    "enquiry-ask GET": "302 200 200 200 200 200 200 200",
    "enquiry-ask POST": "302 400 400 400 400 400 400 400",
    "application GET": "302 404 200 200 404 404 404 404",
    "application POST": "405 405 405 405 405 405 405 405",
    "application-edit GET": "302 404 200 200 404 404 404 404",
    "application-edit POST": "302 404 302 302 404 404 404 404",
    "application-release GET": "302 404 200 200 404 404 404 404",
    "application-release POST": "302 404 403 409 404 404 404 404",
    "application-submit GET": "302 404 200 200 404 404 404 404",
    "application-submit POST": "302 404 409 409 404 404 404 404",
    "application-receipt GET": "302 404 200 200 404 404 404 404",
    "application-receipt POST": "405 405 405 405 405 405 405 405",
    "application-withdraw GET": "302 404 200 200 404 404 404 404",
    "application-withdraw POST": "302 404 403 302 404 404 404 404",
    "application-draft-pdf GET": "302 404 200 200 404 404 404 404",
    "application-draft-pdf POST": "405 405 405 405 405 405 405 405",
    "application-draft-docx GET": "302 404 200 200 404 404 404 404",
    "application-draft-docx POST": "405 405 405 405 405 405 405 405",
    "application-versions GET": "302 404 200 200 404 404 404 404",
    "application-versions POST": "405 405 405 405 405 405 405 405",
    "application-version-pdf GET": "302 404 200 200 404 404 404 404",
    "application-version-pdf POST": "405 405 405 405 405 405 405 405",
    "application-version-json GET": "302 404 200 200 404 404 404 404",
    "application-version-json POST": "405 405 405 405 405 405 405 405",
    "application-receipt-pdf GET": "302 404 200 200 404 404 404 404",
    "application-receipt-pdf POST": "405 405 405 405 405 405 405 405",
    "application-receipt-json GET": "302 404 200 200 404 404 404 404",
    "application-receipt-json POST": "405 405 405 405 405 405 405 405",
    "partner-invite GET": "302 404 200 200 404 404 404 404",
    "partner-invite POST": "302 404 400 400 404 404 404 404",
    "partner-confirm GET": "302 200 404 404 404 404 404 404",
    "partner-confirm POST": "302 302 404 404 404 404 404 404",
    "partner-remove GET": "302 404 200 200 404 404 404 404",
    "partner-remove POST": "302 404 302 302 404 404 404 404",
    "jury GET": "302 404 404 404 200 200 200 404",
    "jury POST": "302 405 405 405 405 405 405 405",
    "jury-call GET": "302 404 404 404 200 200 200 404",
    "jury-call POST": "302 405 405 405 405 405 405 405",
    "jury-declaration GET": "302 404 404 404 200 200 200 404",
    "jury-declaration POST": "302 404 404 404 302 302 302 404",
    "review GET": "302 404 404 404 403 200 409 404",
    "review POST": "302 404 404 404 403 400 409 404",
    "office GET": "302 404 404 404 404 404 404 200",
    "office POST": "405 405 405 405 405 405 405 405",
    "office-call GET": "302 404 404 404 404 404 404 200",
    "office-call POST": "405 405 405 405 405 405 405 405",
    "office-applications GET": "302 404 404 404 404 404 404 200",
    "office-applications POST": "405 405 405 405 405 405 405 405",
    "office-application GET": "302 404 404 404 404 404 404 200",
    "office-application POST": "302 404 404 404 404 404 404 200",
    "office-jury GET": "302 404 404 404 404 404 404 200",
    "office-jury POST": "302 404 404 404 404 404 404 400",
    "office-selection GET": "302 404 404 404 404 404 404 200",
    "office-selection POST": "302 404 404 404 404 404 404 400",
    "office-run GET": "302 404 404 404 404 404 404 200",
    "office-run POST": "302 404 404 404 404 404 404 302",
    "office-decision GET": "302 404 404 404 404 404 404 200",
    "office-decision POST": "302 404 404 404 404 404 404 409",
    "office-announcement GET": "302 404 404 404 404 404 404 200",
    "office-announcement POST": "302 404 404 404 404 404 404 200",
    "office-notices GET": "302 404 404 404 404 404 404 200",
    "office-notices POST": "302 404 404 404 404 404 404 404",
    "office-enquiries GET": "302 404 404 404 404 404 404 200",
    "office-enquiries POST": "302 404 404 404 404 404 404 400",
    "office-enquiry GET": "302 404 404 404 404 404 404 200",
    "office-enquiry POST": "302 404 404 404 404 404 404 400",
    "office-audit GET": "302 404 404 404 404 404 404 200",
    "office-audit POST": "405 405 405 405 405 405 405 405",
    "office-rescues GET": "302 404 404 404 404 404 404 200",
    "office-rescues POST": "302 404 404 404 404 404 404 400",
    "office-rescue GET": "302 404 404 404 404 404 404 200",
    "office-rescue POST": "302 404 404 404 404 404 404 302",
    "office-disturbances GET": "302 404 404 404 404 404 404 200",
    "office-disturbances POST": "405 405 405 405 405 405 405 405",
    "office-disturbance GET": "302 404 404 404 404 404 404 200",
    "office-disturbance POST": "302 404 404 404 404 404 404 400",
    "office-attempts GET": "302 404 404 404 404 404 404 200",
    "office-attempts POST": "405 405 405 405 405 405 405 405",
    "api-public-calls GET": "200 200 200 200 200 200 200 200",
    "api-public-call GET": "200 200 200 200 200 200 200 200",
    "api-public-awards GET": "200 200 200 200 200 200 200 200",
    "api-schema GET": "200 200 200 200 200 200 200 200",
    "api-portal-applications GET": "401 200 200 200 401 401 401 401",
    "api-portal-application GET": "401 404 200 200 401 401 401 401",
    "api-portal-answers PATCH": "401 404 400 400 401 401 401 401",
    "api-portal-submission POST": "401 404 200 200 401 401 401 401",
    "api-portal-withdrawal POST": "401 404 403 200 401 401 401 401",
    "api-portal-receipt GET": "401 404 200 200 401 401 401 401",
    "api-office-calls GET": "401 401 401 401 401 401 401 200",
    "api-office-call GET": "401 401 401 401 401 401 401 200",
    "api-office-applications GET": "401 401 401 401 401 401 401 200",
    "api-office-application GET": "401 401 401 401 401 401 401 200",
    "api-office-admit POST": "401 401 401 401 401 401 401 200",
    "api-office-exclude POST": "401 401 401 401 401 401 401 400",
    "api-office-open-reviewing POST": "401 401 401 401 401 401 401 200",
    "api-office-lock-scores POST": "401 401 401 401 401 401 401 200",
    "api-office-runs GET": "401 401 401 401 401 401 401 200",
    "api-office-runs POST": "401 401 401 401 401 401 401 202",
    "api-office-run GET": "401 401 401 401 401 401 401 200",
    "api-office-decisions GET": "401 401 401 401 401 401 401 200",
    "api-office-decisions POST": "401 401 401 401 401 401 401 400",
    "api-office-decision GET": "401 401 401 401 401 401 401 200",
    "api-office-decision-confirm POST": "401 401 401 401 401 401 401 200",
    "api-office-decision-reject POST": "401 401 401 401 401 401 401 400",
    "api-office-announcement GET": "401 401 401 401 401 401 401 200",
    "api-office-announcement PUT": "401 401 401 401 401 401 401 400",
    "api-office-announcement-confirm POST": "401 401 401 401 401 401 401 200",
    "api-office-notices GET": "401 401 401 401 401 401 401 200",
}
ALL = [f"{name} {method}" for name in PAGES for method in ("GET", "POST")] + list(OPERATIONS)


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    return Visitors(world)


def address_of(key: str) -> tuple[Address, str, str]:
    name, method = key.split()
    return OPERATIONS.get(key) or PAGES[name], name, method


def test_the_table_names_every_address_and_no_other() -> None:
    assert list(STATUSES) == ALL


@pytest.mark.parametrize("key", ALL)
def test_every_persona_gets_the_status_of_the_table(
    key: str, world: World, visitors: Visitors
) -> None:
    address, name, method = address_of(key)
    path = address.path(name, world)
    found = [visitors.ask(persona, method, path).status_code for persona in PERSONAS]
    assert " ".join(map(str, found)) == STATUSES[key]


@pytest.mark.parametrize("key", [key for key in ALL if address_of(key)[0].where])
def test_strangers_get_the_very_answer_of_a_made_up_address(
    key: str, world: World, visitors: Visitors
) -> None:
    address, name, method = address_of(key)
    path = address.path(name, world)
    for persona in strangers_of(key):
        answer = told(visitors.ask(persona, method, path), path)
        for made_up in address.made_up_paths(name, world):
            assert told(visitors.ask(persona, method, made_up), made_up) == answer, persona


def strangers_of(key: str) -> list[str]:
    """Who is told nothing. To the API all are one that come without a token of its audience."""
    statuses = dict(zip(PERSONAS, STATUSES[key].split(), strict=True))
    if key in OPERATIONS:
        nameless = ["anonymous"] if statuses["anonymous"] == "401" else []
        return nameless + [persona for persona in PERSONAS if statuses[persona] == "404"]
    return [
        persona
        for persona, status in statuses.items()
        if status == "404" or (status == "302" and persona == "anonymous")
    ]
