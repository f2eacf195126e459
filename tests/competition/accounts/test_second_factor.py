"""The second factor: setting it up, proving it once, and the doors that ask for it."""

import json
import re
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from competition.models import Attempt, Notice, User
from competition.services import second_factors
from competition.services.brakes import LIMIT
from tests.competition.accounts.hands import PASSWORD, give_password, post, prove, sign_in, text
from tests.fixtures.passkeys import PRESENT, Passkey, give_passkey
from tests.fixtures.refusals import refused
from tests.fixtures.second_factors import code_of, give_app, give_recovery_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_passwords")]
OPTIONS = re.compile(r'<script id="passkey-options" type="application/json">(.*?)</script>')


def shown_options(page: str, name: str) -> dict[str, object]:
    found = OPTIONS.search(page)
    assert found
    return json.loads(found[1])[name]  # type: ignore[no-any-return]  # JSON


def set_up_app(client: Client) -> str:
    """Set up an app by hand; its secret."""
    page = text(client.get(reverse("mfa_activate_totp")))
    secret, signed = (
        re.search(pattern, page)[1]  # type: ignore[index]  # or the test fails here
        for pattern in (r"<code>(\w+)</code>", r'name="secret_signed" value="([^"]+)"')
    )
    body = {"secret_signed": signed, "code": code_of(secret)}
    assert post(client, "mfa_activate_totp", body)["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_app_is_set_up_and_asked_for_at_the_next_sign_in(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    secret = set_up_app(client)
    post(client, "sign-out")

    assert sign_in(client, anna.email)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("portal")).status_code == 302
    assert prove(client, code_of(secret, steps=1))["Location"] == reverse("portal")
    assert Notice.objects.filter(kind="account_changed", address=anna.email).count() == 1


def test_second_app_is_refused(anna: User) -> None:
    give_app(anna)

    with refused("second_factor_standing"):
        second_factors.set_up_app(user=anna, secret="A" * 32, step=1, session_key=None)


def test_wrong_first_code_sets_nothing_up_and_shows_the_same_secret(
    client: Client, anna: User
) -> None:
    sign_in(client, anna.email)
    page = text(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"<code>(\w+)</code>", page)[1]  # type: ignore[index]  # or the test fails here
    signed = re.search(r'name="secret_signed" value="([^"]+)"', page)[1]  # type: ignore[index]  # as above

    answer = post(client, "mfa_activate_totp", {"secret_signed": signed, "code": "000000x"})

    assert answer.status_code == 400
    assert secret in text(answer)
    assert not Authenticator.objects.filter(user=anna).exists()


def test_somebody_elses_signed_secret_is_not_taken(client: Client, anna: User, dora: User) -> None:
    sign_in(client, anna.email)
    page = text(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"<code>(\w+)</code>", page)[1]  # type: ignore[index]  # or the test fails here
    signed = re.search(r'name="secret_signed" value="([^"]+)"', page)[1]  # type: ignore[index]  # as above
    other = Client()
    give_password(other_person := User.objects.create_user("z@example.org", name="Z"))
    other.force_login(other_person)

    body = {"secret_signed": signed, "code": code_of(secret)}
    assert post(other, "mfa_activate_totp", body).status_code == 400


def test_picture_of_the_secret_obeys_the_policy(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    page = text(client.get(reverse("mfa_activate_totp")))
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<script>" not in page


def test_a13_code_of_the_app_counts_once(client: Client, dora: User) -> None:
    code = code_of()
    sign_in(client, dora.email)
    prove(client, code)
    other = Client()
    sign_in(other, dora.email)

    answer = prove(other, code)

    assert answer.status_code == 400
    assert "schon benutzt" in text(answer)
    assert other.get(reverse("office")).status_code == 302


def test_a13_code_before_the_one_used_is_refused(dora: User) -> None:
    second_factors.prove(user=dora, code=code_of())

    with refused("code_wrong"):
        second_factors.prove(user=dora, code=code_of(steps=-1))


def test_a13_code_that_set_the_app_up_does_not_sign_in(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    secret = set_up_app(client)

    with refused("code_wrong"):
        second_factors.prove(user=anna, code=code_of(secret))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_clock_of_a_telephone_may_be_half_a_minute_off(dora: User, steps: int) -> None:
    assert second_factors.prove(user=dora, code=code_of(steps=steps)).type == "totp"


@pytest.mark.parametrize("steps", [-3, 3])
def test_older_and_later_codes_are_refused(dora: User, steps: int) -> None:
    with refused("code_wrong"):
        second_factors.prove(user=dora, code=code_of(steps=steps))


def test_a13_eleventh_wrong_code_must_wait(client: Client, dora: User) -> None:
    sign_in(client, dora.email)
    for number in range(LIMIT):
        assert prove(client, f"{number}").status_code == 400

    answer = prove(client, code_of())

    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert Attempt.objects.filter(kind="second_factor").count() == LIMIT


def test_a13_strangers_wrong_codes_do_not_lock_out_the_own_browser(
    client: Client, dora: User
) -> None:
    sign_in(client, dora.email)
    prove(client, code_of())
    post(client, "sign-out")
    stranger = Client()
    sign_in(stranger, dora.email)
    for number in range(LIMIT + 1):
        prove(stranger, f"{number}")

    sign_in(client, dora.email)
    assert prove(client, code_of(steps=1))["Location"] == reverse("office")


def test_recovery_code_opens_once(client: Client, dora: User) -> None:
    codes = give_recovery_codes(dora)
    sign_in(client, dora.email)
    assert prove(client, codes[0])["Location"] == reverse("office")
    other = Client()
    sign_in(other, dora.email)

    assert prove(other, codes[0]).status_code == 400
    assert prove(other, codes[1])["Location"] == reverse("office")


def test_recovery_codes_are_shown_once(client: Client, dora: User) -> None:
    give_recovery_codes(dora)
    sign_in(client, dora.email)
    prove(client, code_of())
    address = reverse("mfa_view_recovery_codes")
    assert "recovery-codes" not in text(client.get(address))

    page = text(post(client, "mfa_view_recovery_codes"))

    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(codes) == 10
    assert codes[0] not in text(client.get(address))
    assert second_factors.prove(user=dora, code=codes[0]).type == "recovery_codes"


def test_recovery_codes_without_a_second_factor_are_nothing(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404


def test_office_without_a_second_factor_is_sent_to_set_one_up(client: Client, dora: User) -> None:
    Authenticator.objects.filter(user=dora).delete()
    sign_in(client, dora.email)

    answer = client.get(reverse("office"), follow=True)

    assert (
        answer.redirect_chain[0][0]
        == f"{reverse('second-factor-required')}?next=/geschaeftsstelle/"
    )
    assert "Ein Passwort allein genügt dafür nicht." in text(answer)
    set_up_app(client)
    assert client.get(reverse("office")).status_code == 200


def test_session_from_before_the_second_factor_does_not_open_the_office(
    client: Client, dora: User
) -> None:
    Authenticator.objects.filter(user=dora).delete()
    sign_in(client, dora.email)
    give_app(dora)

    answer = client.get(reverse("office"))
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=/geschaeftsstelle/"
    proven = client.post(answer["Location"], {"code": code_of(), "next": "/geschaeftsstelle/"})
    assert proven["Location"] == "/geschaeftsstelle/"
    assert client.get(reverse("office")).status_code == 200


def test_setting_one_up_ends_the_sessions_elsewhere(client: Client, anna: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere, anna.email)
    sign_in(client, anna.email)
    set_up_app(client)

    assert elsewhere.get(reverse("portal")).status_code == 302
    assert client.get(reverse("portal")).status_code == 200


def test_removing_the_last_one_closes_the_office_again(client: Client, dora: User) -> None:
    sign_in(client, dora.email)
    prove(client, code_of())
    assert post(client, "mfa_deactivate_totp")["Location"] == reverse("mfa_index")

    assert client.get(reverse("office"))["Location"].startswith(reverse("second-factor-required"))


def test_stranger_learns_nothing_of_the_office_before_any_factor(
    client: Client, stranger: User
) -> None:
    give_password(stranger)
    sign_in(client, stranger.email)
    assert client.get(reverse("office")).status_code == 404


def test_passkey_is_set_up_and_signs_in_alone(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    passkey = Passkey()
    page = text(client.get(reverse("mfa_add_webauthn")))
    credential = passkey.create(shown_options(page, "creation_options"))
    post(client, "mfa_add_webauthn", {"name": "Diensthandy", "credential": credential})
    assert "Diensthandy" in text(client.get(reverse("mfa_list_webauthn")))
    post(client, "sign-out")

    options = client.get(reverse("mfa_login_webauthn")).json()["request_options"]
    answer = post(client, "mfa_login_webauthn", {"credential": passkey.get(options)})

    assert answer["Location"] == reverse("portal")


@pytest.mark.parametrize("credential", ["0", "false", "0.0", "null", '""', "[]", "{}", "1", '"a"'])
def test_what_is_no_answer_of_a_passkey_sets_none_up(
    client: Client, anna: User, credential: str
) -> None:
    sign_in(client, anna.email)
    client.get(reverse("mfa_add_webauthn"))
    answer = post(client, "mfa_add_webauthn", {"credential": credential})
    assert answer.status_code == 400
    assert not Authenticator.objects.filter(user=anna).exists()


def test_passkey_signs_each_challenge_once(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    passkey = Passkey()
    page = text(client.get(reverse("mfa_add_webauthn")))
    body = {"credential": passkey.create(shown_options(page, "creation_options"))}
    post(client, "mfa_add_webauthn", body)
    post(client, "sign-out")
    options = client.get(reverse("mfa_login_webauthn")).json()["request_options"]
    signed = passkey.get(options)
    post(client, "mfa_login_webauthn", {"credential": signed})
    post(client, "sign-out")

    assert post(client, "mfa_login_webauthn", {"credential": signed})["Location"] == reverse(
        "sign-in"
    )


@pytest.mark.parametrize(
    "passkey", [Passkey(origin="https://evil.example"), Passkey(origin="http://localhost.evil")]
)
def test_passkey_of_another_site_opens_nothing(
    client: Client, anna: User, passkey: Passkey
) -> None:
    sign_in(client, anna.email)
    page = text(client.get(reverse("mfa_add_webauthn")))
    credential = passkey.create(shown_options(page, "creation_options"))
    assert post(client, "mfa_add_webauthn", {"credential": credential}).status_code == 400


def test_passkey_alone_needs_pin_or_finger(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    passkey = Passkey()
    page = text(client.get(reverse("mfa_add_webauthn")))
    body = {"credential": passkey.create(shown_options(page, "creation_options"))}
    post(client, "mfa_add_webauthn", body)
    post(client, "sign-out")
    options = client.get(reverse("mfa_login_webauthn")).json()["request_options"]

    answer = post(client, "mfa_login_webauthn", {"credential": passkey.get(options, PRESENT)})
    assert answer["Location"] == reverse("sign-in")


@pytest.mark.parametrize(
    "credential",
    [
        *("", "{}", "[]", "null", "x", '{"id": 1}', '{"response": []}'),
        *(pytest.param("9" * 5_000, id="endless"), pytest.param("[" * 50_000, id="bottomless")),
    ],
)
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn"])
def test_what_is_no_passkey_is_refused(
    client: Client, anna: User, name: str, credential: str
) -> None:
    if name == "mfa_add_webauthn":
        sign_in(client, anna.email)
    client.get(reverse(name))
    assert post(client, name, {"credential": credential}).status_code in (302, 400)


def test_passkey_is_removed(client: Client, dora: User) -> None:
    passkey = give_passkey(dora)
    client.force_login(dora)
    assert "Diensthandy" in text(client.get(reverse("mfa_remove_webauthn", args=[passkey.pk])))
    post(client, "mfa_remove_webauthn", pk=passkey.pk)
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()


def test_strangers_passkey_is_not_there(client: Client, anna: User, dora: User) -> None:
    passkey = give_passkey(dora)
    client.force_login(anna)
    address = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_settings_ask_again_who_it_is(client: Client, anna: User) -> None:
    client.force_login(anna)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 6 * 60
    session.save()

    answer = client.get(reverse("mfa_activate_totp"))
    assert unquote(answer["Location"]) == "/konto/nachweis/?next=/konto/zweiter-faktor/app/"
    assert client.get(answer["Location"]).status_code == 200
    body = {"password": PASSWORD, "next": reverse("mfa_activate_totp")}
    assert post(client, "account_reauthenticate", body)["Location"] == body["next"]
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_asking_again_is_no_way_to_guess(client: Client, anna: User) -> None:
    client.force_login(anna)
    for number in range(LIMIT):
        assert post(client, "account_reauthenticate", {"password": f"{number}"}).status_code == 400
    assert post(client, "account_reauthenticate", {"password": PASSWORD}).status_code == 429
