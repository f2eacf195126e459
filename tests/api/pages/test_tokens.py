"""Own tokens by hand: made after a look at what they allow, shown once, ended with a click."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import resolve

from api import tokens
from api.models import ApiToken, Audience, JuryScope, PortalScope, Scope
from api.pages.tokens import FIRST_ADDRESS
from competition.errors import Refusal
from competition.models import Call, Notice, User
from competition.models.people import OfficeRole
from competition.services import people
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db

OVERVIEW = "/konto/zugangstoken/"
NEW = "/konto/zugangstoken/neu/"
TEXT = re.compile(r"mk_[a-z]+_[A-Za-z0-9_-]{43}")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**more: Any) -> dict[str, Any]:
    return {"scopes": ["read"], "minutes": 60, "label": "Fachverfahren", "seen": 0, **more}


def issue(user: User, address: str = NEW, **more: Any) -> Any:
    return signed_in(user).post(address, typed(**more))


def shown(response: Any) -> str:
    """The token on the page."""
    found = TEXT.search(response.content.decode())
    assert found
    return found.group()


def fields(response: Any, name: str) -> Iterable[str]:
    return [value for value, _label in response.context["form"].fields[name].choices]


def test_the_token_is_shown_right_after_the_act_and_opens_what_was_ticked(
    anna: User, settings: LazySettings
) -> None:
    response = issue(anna, scopes=["read", "write"])
    token = tokens.recognise(shown(response))
    assert (token.user, token.audience, token.scopes) == (anna, "portal", ["read", "write"])
    assert (token.label, token.call) == ("Fachverfahren", None)
    assert token.expires_at - token.created_at == timedelta(hours=1)
    told = response.content.decode()
    assert f"{settings.SITE_ORIGIN}/api/v1/portal/applications/" in told
    assert "nie in einer Adresse" in told


def test_the_page_with_the_token_is_kept_by_nobody_and_has_no_token_in_an_address(
    anna: User,
) -> None:
    response = issue(anna)
    assert "no-store" in response.headers["Cache-Control"]
    assert "Location" not in response.headers
    assert f"?token={shown(response)}" not in response.content.decode()


def test_reloading_neither_issues_nor_shows_another(anna: User) -> None:
    client = signed_in(anna)
    form = typed(seen=client.get(NEW).context["form"].initial["seen"])
    client.post(NEW, form)
    again = client.post(NEW, form, follow=True)
    assert again.redirect_chain == [(OVERVIEW, 302)]
    assert not TEXT.search(again.content.decode())
    assert "schon einen Zugangsschlüssel ausgegeben" in again.content.decode()
    assert ApiToken.objects.count() == 1


def test_nobody_is_offered_what_is_not_theirs(stranger: User, anna: User) -> None:
    assert "was ein Programm in Ihrem Namen" in signed_in(stranger).get(NEW).content.decode()
    assert issue(stranger).status_code == 403
    assert issue(anna, f"{NEW}?fuer=office").status_code == 404
    assert ApiToken.objects.count() == 0


def test_whoever_has_two_audiences_chooses_first(open_round: Round, anna: User) -> None:
    open_round.prepare_jury()
    member = open_round.jurors[0]
    member.user = anna
    member.save()
    give_app(anna)
    told = signed_in(anna).get(NEW).content.decode()
    assert ("?fuer=portal" in told, "?fuer=jury" in told) == (True, True)
    assert issue(anna).status_code == 400
    jury = issue(anna, f"{NEW}?fuer=jury", call=open_round.call.slug, scopes=["review"])
    assert tokens.recognise(shown(jury)).audience == "jury"


def test_a_juror_s_token_names_one_of_the_own_calls(make_round: MakeRound) -> None:
    made = make_round(Stage.READY)
    clara = made.jurors[0].user
    give_app(clara)
    page = signed_in(clara).get(NEW)
    assert fields(page, "call") == [made.call.slug]
    assert fields(page, "scopes") == JuryScope.values
    assert issue(clara, call="").status_code == 400
    assert issue(clara, call="fremd").status_code == 400
    token = tokens.recognise(shown(issue(clara, call=made.call.slug)))
    assert (token.audience, token.call) == ("jury", made.call)


def test_a_token_may_be_bound_to_a_call(call: Call, anna: User) -> None:
    page = signed_in(anna).get(NEW)
    assert fields(page, "call") == ["", call.slug]
    assert fields(page, "scopes") == PortalScope.values
    assert tokens.recognise(shown(issue(anna, call=call.slug))).call == call


def test_without_a_second_factor_jury_and_office_are_sent_to_get_one(make_round: MakeRound) -> None:
    clara = make_round(Stage.READY).jurors[0].user
    client = signed_in(clara)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for response in (client.get(NEW), client.post(NEW, typed())):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/konto/zweiter-faktor/noetig/")
    assert ApiToken.objects.count() == 0


@pytest.mark.parametrize("who", ["dora", "anna"])
def test_an_old_proof_is_asked_for_again(who: str, request: pytest.FixtureRequest) -> None:
    client = signed_in(request.getfixturevalue(who))
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 24 * 60 * 60 + 31 * 60
    session.save()
    for response in (client.get(NEW), client.post(NEW, typed())):
        assert response.headers["Location"].startswith("/konto/nachweis/")
    assert ApiToken.objects.count() == 0


def test_who_has_neither_password_nor_factor_is_told_to_sign_in_again(anna: User) -> None:
    anna.set_unusable_password()
    anna.save()
    client = signed_in(anna)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    response = client.get(NEW, follow=True)
    assert response.status_code == 403
    assert Refusal("sign_in_again").sentence in response.content.decode()
    assert "eauthentication" not in response.content.decode()


def test_announcing_lives_for_a_quarter_of_an_hour(dora: User) -> None:
    refused = issue(dora, scopes=["read", "announce"])
    assert refused.status_code == 400
    assert "minutes" in refused.context["form"].errors
    assert tokens.recognise(shown(issue(dora, scopes=["announce"], minutes=15)))


def test_an_auditor_may_have_one_to_read_with(stranger: User) -> None:
    people.admit_to_office(user=stranger, by=None, role=OfficeRole.AUDITOR)
    give_app(stranger)
    assert fields(signed_in(stranger).get(NEW), "scopes") == [Scope.READ]
    assert issue(stranger, scopes=["run"]).status_code == 400
    assert tokens.recognise(shown(issue(stranger))).scopes == ["read"]


def test_the_person_is_told_by_letter_of_what_opens_the_office(dora: User, anna: User) -> None:
    issue(anna)
    assert not Notice.objects.exists()
    text = shown(issue(dora))
    letter = Notice.objects.get()
    assert (letter.kind, letter.address) == ("account_changed", dora.email)
    assert "Geschäftsstelle zugreift" in letter.body
    assert text not in letter.body


def test_more_than_twenty_in_an_hour_are_refused(anna: User) -> None:
    for _ in range(tokens.MAX_AN_HOUR):
        tokens.issue(user=anna, by=anna, scopes=["read"], minutes=1, audience=Audience.PORTAL)
    response = issue(anna, seen=tokens.MAX_AN_HOUR)
    assert (response.status_code, ApiToken.objects.count()) == (429, tokens.MAX_AN_HOUR)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["read", "announce"]},
        {"minutes": 721},
        {"minutes": "１５"},
        {"minutes": ""},
        {"label": "x" * 101},
        {"label": "a\x00b"},
        {"seen": ""},
        {"seen": "-1"},
        {"call": "a\x00b"},
    ],
)
def test_what_is_not_offered_is_refused_at_its_field(anna: User, wrong: dict[str, Any]) -> None:
    response = issue(anna, **wrong)
    assert (response.status_code, ApiToken.objects.count()) == (400, 0)


def test_the_overview_tells_what_became_of_each(anna: User, dora: User) -> None:
    for label in ("gilt noch", "abgelaufen", "selbst beendet"):
        tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL, label=label)
    old, ended = (ApiToken.objects.get(label=label) for label in ("abgelaufen", "selbst beendet"))
    begun = old.created_at - timedelta(hours=1)
    ApiToken.objects.filter(pk=old.pk).update(created_at=begun, expires_at=old.created_at)
    signed_in(anna).post(OVERVIEW, {"token": ended.pk})
    rows = signed_in(anna).get(OVERVIEW).context["rows"]
    told = {row["token"].label: str(row["state"][0]) for row in rows}
    assert told == {
        "gilt noch": "gilt",
        "abgelaufen": "abgelaufen",
        "selbst beendet": "beendet",
    }
    assert signed_in(dora).get(OVERVIEW).context["rows"] == []


def test_a_token_whose_right_has_ended_opens_nothing(anna: User) -> None:
    tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL)
    anna.memberships.all().delete()
    (row,) = signed_in(anna).get(OVERVIEW).context["rows"]
    assert str(row["state"][0]) == "öffnet nichts mehr"


def test_one_is_ended_and_the_others_stay(anna: User) -> None:
    made = [
        tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL)
        for _ in range(2)
    ]
    response = signed_in(anna).post(OVERVIEW, {"token": made[0][0].pk})
    assert (response.status_code, response.headers["Location"]) == (302, OVERVIEW)
    working = ApiToken.objects.filter(revoked_at__isnull=True)
    assert [token.pk for token in working] == [made[1][0].pk]


def test_all_are_ended_at_once(anna: User) -> None:
    for _ in range(2):
        tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL)
    signed_in(anna).post(OVERVIEW, {"token": "all"})
    assert not ApiToken.objects.filter(revoked_at__isnull=True).exists()


def test_nobody_ends_a_token_of_somebody_else(anna: User, berta: User) -> None:
    token, _text = tokens.issue(user=anna, scopes=["read"], minutes=5, audience=Audience.PORTAL)
    for wanted, status in (
        (token.pk, 404),
        (2**31, 404),
        ("9" * 30, 400),
        ("１", 400),
        ("x", 400),
        ("", 400),
    ):
        assert signed_in(berta).post(OVERVIEW, {"token": wanted}).status_code == status
    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_account_leads_to_the_tokens(anna: User) -> None:
    assert OVERVIEW in signed_in(anna).get("/konto/").content.decode()


@pytest.mark.parametrize("audience", [Audience.OFFICE, Audience.PORTAL])
def test_the_example_is_an_address_that_there_is(audience: Audience) -> None:
    assert resolve(FIRST_ADDRESS[audience]).url_name != "api-unknown"
