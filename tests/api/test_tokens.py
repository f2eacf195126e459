import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api import tokens
from api.models import ApiToken, Audience, JuryScope
from competition import clock
from competition.errors import Refusal
from competition.models import AuditEntry, Call, Municipality, User
from competition.models.membership import Role
from competition.services import memberships, own_data, people, rescues
from reviews.services import jury
from tests.competition.accounts.hands import (
    PASSWORD,
    give_password,
    link_in,
    open_link,
    post,
    sign_in,
)
from tests.fixtures.people import office_member
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_only_its_digest_is_stored(dora: User) -> None:
    token, text = tokens.issue(user=dora, scopes=["read"], minutes=10, label="Skript")
    assert text.startswith("mk_office_")
    assert tokens.SHAPE.fullmatch(text)
    stored = ApiToken.objects.values().get()
    assert text not in str(stored)
    assert stored["digest"] == tokens.digest_of(text)
    assert token.expires_at - token.created_at == timedelta(minutes=10)
    assert tokens.recognise(text) == token


def test_two_tokens_differ(dora: User) -> None:
    texts = {tokens.issue(user=dora, scopes=["read"], minutes=1)[1] for _ in range(3)}
    assert len(texts) == 3


def test_issuing_and_revoking_are_logged_without_the_secret(dora: User) -> None:
    text = tokens.issue(user=dora, scopes=["run", "read"], minutes=5, by=dora)[1]
    tokens.revoke_all(user=dora, by=dora)
    issued, revoked = AuditEntry.objects.filter(act__startswith="token").order_by("sequence")
    assert (issued.act, issued.actor, issued.payload["scopes"]) == (
        "token.issued",
        dora,
        ["read", "run"],
    )
    assert (revoked.act, revoked.payload) == ("tokens.revoked", {"count": 1})
    assert text not in str(issued.payload)


def test_only_the_office_gets_tokens(stranger: User) -> None:
    with refused("not_allowed"):
        tokens.issue(user=stranger, scopes=["read"], minutes=5)


def test_a13_the_office_gets_no_token_without_a_second_factor(stranger: User) -> None:
    people.admit_to_office(user=stranger, by=None)
    with refused("second_factor_missing"):
        tokens.issue(user=stranger, scopes=["read"], minutes=5)


def test_a13_a_token_of_the_office_ends_with_the_second_factor(dora: User, emil: User) -> None:
    fritz = office_member("Fritz")
    _, text = tokens.issue(user=fritz, scopes=["read"], minutes=600)
    tokens.recognise(text)
    proposed = rescues.propose(user=fritz, reason="Telefon gestohlen", by=dora)
    rescues.confirm(rescue=proposed, by=emil)
    with refused("token_invalid"):
        tokens.recognise(text)
    give_app(fritz)
    unknown(text)


def test_a13_one_of_two_factors_may_go_and_with_the_last_the_portal_s_token_ends_too(
    anna: User,
) -> None:
    text = of_portal(anna)
    first = give_app(anna)
    last = Authenticator.objects.create(user=anna, type=Authenticator.Type.WEBAUTHN, data={})
    first.delete()
    tokens.recognise(text)
    last.delete()
    give_app(anna)
    unknown(text)


def test_a_token_of_the_portal_has_scopes_of_its_own(anna: User) -> None:
    token, text = tokens.issue(
        user=anna, scopes=["submit", "read"], minutes=5, audience=Audience.PORTAL
    )
    assert text.startswith("mk_portal_")
    assert (token.scopes, tokens.recognise(text)) == (["read", "submit"], token)
    with refused("unknown_choice"):
        tokens.issue(user=anna, scopes=["announce"], minutes=5, audience=Audience.PORTAL)
    with refused("not_allowed"):
        tokens.issue(user=anna, scopes=["read"], minutes=5)


def test_who_acts_for_nobody_gets_no_token_of_the_portal(stranger: User, dora: User) -> None:
    for user in (stranger, dora):
        with refused("not_allowed"):
            tokens.issue(user=user, scopes=["read"], minutes=5, audience=Audience.PORTAL)


@pytest.mark.parametrize(
    ("scopes", "minutes", "code"),
    [
        ([], 5, "required"),
        (["read", "everything"], 5, "unknown_choice"),
        (["read"], 0, "out_of_range"),
        (["read"], 721, "out_of_range"),
        (["read", "announce"], 16, "token_too_long"),
    ],
)
def test_scopes_are_known_and_times_are_short(
    dora: User, scopes: list[str], minutes: int, code: str
) -> None:
    with refused(code):
        tokens.issue(user=dora, scopes=scopes, minutes=minutes)


@pytest.mark.parametrize(("scope", "minutes"), [("read", 720), ("announce", 15)])
def test_the_longest_times_are_allowed(dora: User, scope: str, minutes: int) -> None:
    tokens.issue(user=dora, scopes=[scope], minutes=minutes)


def unknown(text: str) -> None:
    with pytest.raises(Refusal, match="token_invalid"):
        tokens.recognise(text)


def test_an_expired_token_is_unknown(dora: User) -> None:
    token, text = tokens.issue(user=dora, scopes=["read"], minutes=1)
    now = clock.now()
    ApiToken.objects.filter(pk=token.pk).update(
        created_at=now - timedelta(minutes=1), expires_at=now
    )
    unknown(text)


def test_revoked_tokens_are_unknown_and_others_stay(dora: User, emil: User) -> None:
    mine = tokens.issue(user=dora, scopes=["read"], minutes=5)[1]
    other = tokens.issue(user=emil, scopes=["read"], minutes=5)[1]
    assert tokens.revoke_all(user=dora) == 1
    assert tokens.revoke_all(user=dora) == 0
    unknown(mine)
    assert tokens.recognise(other).user == emil


def test_a_token_ends_with_the_office_and_with_the_account(dora: User, emil: User) -> None:
    of_dora = tokens.issue(user=dora, scopes=["read"], minutes=5)[1]
    of_emil = tokens.issue(user=emil, scopes=["read"], minutes=5)[1]
    dora.office_member.delete()
    emil.is_active = False
    emil.save()
    unknown(of_dora)
    unknown(of_emil)


def juror(made: Round) -> User:
    clara = made.jurors[0].user
    give_app(clara)
    return clara


def jury_token(user: User, call: Call | None, *scopes: str) -> tuple[ApiToken, str]:
    wanted = scopes or JuryScope.values
    return tokens.issue(user=user, scopes=wanted, minutes=5, audience=Audience.JURY, call=call)


def test_a_juror_s_token_names_its_call(make_round: MakeRound, dora: User) -> None:
    made = make_round(Stage.READY)
    clara = juror(made)
    token, text = jury_token(clara, made.call)
    assert text.startswith("mk_jury_")
    assert (token.scopes, tokens.recognise(text).call) == (JuryScope.values, made.call)
    with refused("required") as caught:
        jury_token(clara, None)
    assert caught.field == "call"
    with refused("unknown_choice"):
        jury_token(clara, made.call, "announce")
    with refused("not_allowed"):
        jury_token(dora, made.call)


def test_a13_a_juror_gets_no_token_without_a_second_factor(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    with refused("second_factor_missing"):
        jury_token(made.jurors[0].user, made.call)


def test_a_juror_s_token_ends_with_the_seat(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    _, text = jury_token(juror(made), made.call)
    tokens.recognise(text)
    other = make_round(Stage.OPEN, fields={"slug": "zweite"})
    jury.appoint(call=other.call, user=juror(made), by=made.dora)
    _, elsewhere = jury_token(juror(made), other.call)
    jury.dismiss(juror=made.jurors[0], by=made.dora)
    unknown(text)
    jury.appoint(call=made.call, user=juror(made), by=made.dora)
    unknown(text)
    tokens.recognise(elsewhere)


def test_a13_a_juror_s_token_ends_with_the_second_factor(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    clara = juror(made)
    _, text = jury_token(clara, made.call)
    Authenticator.objects.filter(user=clara).delete()
    unknown(text)


def leaves(anna: User, _berta: User) -> None:
    memberships.leave(membership=anna.memberships.get(), by=anna)


def is_removed(anna: User, berta: User) -> None:
    memberships.remove(membership=anna.memberships.get(), by=berta)


def signs_no_more(anna: User, berta: User) -> None:
    memberships.change_role(membership=anna.memberships.get(), role=Role.EDITOR, by=berta)


@pytest.mark.parametrize("happens", [leaves, is_removed, signs_no_more])
def test_a_token_of_the_portal_ends_for_good_with_what_its_person_may(
    anna: User, berta: User, own_town: Municipality, happens: Callable[[User, User], None]
) -> None:
    memberships.change_role(membership=anna.memberships.get(), role=Role.SIGNATORY, by=berta)
    text, hers = of_portal(anna), of_portal(berta)
    happens(anna, berta)
    unknown(text)
    memberships.admit(user=anna, municipality=own_town, role=Role.SIGNATORY, by=None)
    unknown(text)
    tokens.recognise(hers)


def test_a_token_of_the_portal_stays_with_a_greater_right(anna: User, berta: User) -> None:
    text = of_portal(anna)
    memberships.change_role(membership=anna.memberships.get(), role=Role.SIGNATORY, by=berta)
    tokens.recognise(text)


BETTER = "noch ein langes Kennwort"


def of_portal(user: User) -> str:
    return tokens.issue(user=user, scopes=["read"], minutes=5, audience=Audience.PORTAL)[1]


def test_a10_a_changed_password_ends_every_token(anna: User, client: Client) -> None:
    give_password(anna)
    sign_in(client, anna.email)
    text = of_portal(anna)
    post(client, "account_change_password", {"oldpassword": PASSWORD, "password1": BETTER})
    unknown(text)


def test_a10_a_password_set_anew_by_link_ends_every_token(anna: User, client: Client) -> None:
    text = of_portal(anna)
    post(client, "account_reset_password", {"email": anna.email})
    page = open_link(client, link_in(anna.email))
    client.post(page, {"password1": BETTER})
    unknown(text)


def test_a_form_that_is_sent_again_issues_nothing(anna: User) -> None:
    def issue() -> None:
        tokens.issue(
            user=anna, by=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL, seen=0
        )

    issue()
    with refused("tokens_changed"):
        issue()


def test_by_hand_there_are_twenty_in_an_hour(anna: User, berta: User) -> None:
    def issue(by: User | None) -> None:
        tokens.issue(user=anna, by=by, scopes=["read"], minutes=5, audience=Audience.PORTAL)

    for _ in range(tokens.MAX_AN_HOUR):
        issue(anna)
    with refused("too_many_tokens"):
        issue(anna)
    issue(None)
    ApiToken.objects.update(created_at=clock.now() - tokens.AN_HOUR)
    issue(anna)


def test_one_is_ended_and_logged_once(anna: User, berta: User) -> None:
    token, text = tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL)
    with refused("not_found"):
        tokens.end_one(user=berta, pk=token.pk, by=berta)
    for _ in range(2):
        tokens.end_one(user=anna, pk=token.pk, by=anna)
    unknown(text)
    (entry,) = AuditEntry.objects.filter(act="token.revoked")
    assert (entry.actor, entry.subject) == (anna, f"token {token.pk}")


def test_the_file_of_the_own_data_names_the_call(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    clara = juror(made)
    jury_token(clara, made.call)
    found = json.loads("".join(own_data.export(person=clara)))
    assert [each["call"] for each in found["tokens"]] == [made.call.slug]


@pytest.mark.parametrize("text", ["", "x", "mk_office_short", "mk_office_" + "ü" * 43, "\x00"])
def test_what_is_no_token_asks_no_database(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        unknown(text)


def test_the_command_prints_the_token_alone(dora: User) -> None:
    out, err = StringIO(), StringIO()
    call_command(
        "issue_token", "Dora@example.org", scopes="read,run", minutes=5, stdout=out, stderr=err
    )
    token = tokens.recognise(out.getvalue().strip())
    assert (token.user, token.scopes) == (dora, ["read", "run"])
    assert "read, run until" in err.getvalue()


def test_the_command_issues_a_juror_s_token(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    clara, out, err = juror(made), StringIO(), StringIO()
    call_command(
        *("issue_token", clara.email, "--audience", "jury", "--call", made.call.slug),
        *("--scopes", "read,review"),
        stdout=out,
        stderr=err,
    )
    token = tokens.recognise(out.getvalue().strip())
    assert (token.audience, token.call, token.scopes) == ("jury", made.call, ["read", "review"])
    assert f"read, review of {made.call.slug} until" in err.getvalue()


def test_the_command_names_an_unknown_call(dora: User) -> None:
    with pytest.raises(CommandError, match="no call nowhere"):
        call_command("issue_token", dora.email, call="nowhere")


def test_the_command_says_that_a_juror_s_token_needs_a_call(make_round: MakeRound) -> None:
    clara = juror(make_round(Stage.READY))
    with pytest.raises(CommandError, match="required"):
        call_command("issue_token", clara.email, audience="jury")


def test_the_command_revokes(dora: User) -> None:
    text = tokens.issue(user=dora, scopes=["read"], minutes=5)[1]
    out = StringIO()
    call_command("revoke_tokens", dora.email, stdout=out)
    assert out.getvalue() == "1 revoked\n"
    unknown(text)


@pytest.mark.parametrize("command", ["issue_token", "revoke_tokens"])
def test_commands_name_an_unknown_address(db: None, command: str) -> None:
    with pytest.raises(CommandError, match="nobody@example"):
        call_command(command, "nobody@example.org")


def test_the_command_says_why_it_refuses(dora: User) -> None:
    with pytest.raises(CommandError, match="token_too_long"):
        call_command("issue_token", dora.email, scopes="announce", minutes=60)
