"""What reaches an applicant names no juror and no other municipality, by mail or on a page."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from competition.letters import outbox
from competition.models import Application, AuditEntry, Notice
from competition.services import applications
from tests.api.caller import caller_of, portal_caller_of
from tests.fixtures.people import OTHER_TOWN
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
JURY = ("Clara", "Juror 2", "clara@", "juror-2@")
TOWNS = ("Beispielstadt", "Musterdorf", "Beispielort 3")


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    """Two of three are funded, and everybody has been told."""
    round_ = make_round(Stage.ANNOUNCED)
    Notice.objects.update(due_at=PUBLIC_AT - round_.call.clock_shift)
    return round_


def test_c18_each_mail_is_for_one_and_names_no_other(announced: Round) -> None:
    Notice.objects.update(next_try_at=PUBLIC_AT - announced.call.clock_shift)
    outbox.deliver_due()
    own = {each.contact.email: each.municipality.name for each in announced.applications}
    told = [message for message in mail.outbox if message.to[0] in own]
    assert len(told) >= 2 * len(own)
    for message in told:
        assert len(message.recipients()) == 1
        assert (message.cc, message.bcc, message.reply_to) == ([], [], [])
        text = f"{message.message().as_bytes().decode()}{message.subject}{message.body}"
        others = [name for name in TOWNS if name != own[message.to[0]]]
        assert not [word for word in (*JURY, *others) if word in text]


@pytest.mark.parametrize("stage", [Stage.SCORED, Stage.DECIDED, Stage.ANNOUNCED])
def test_c19_no_page_of_an_applicant_names_a_juror_or_another(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    """Overview, application, receipt, versions, letters; the own points (4.5) once announced."""
    round_ = make_round(stage)
    application = round_.applications[1]
    client.force_login(application.contact)
    names = ("application", "application-receipt", "application-versions")
    paths = [reverse(name, args=[application.public_id]) for name in names]
    letters = Notice.objects.filter(application=application, recipient=application.contact)
    paths += [reverse("portal"), *(reverse("portal-notice", args=[each.key]) for each in letters)]
    for path in paths:
        answer = client.get(path)
        text = answer.content.decode()
        hidden = [*JURY, "Beispielstadt", "Beispielort 3", "Überzeugt"]
        hidden += ["4,5"] if stage < Stage.ANNOUNCED else []
        assert not [word for word in hidden if word in text], path


def test_c24_a_discarded_draft_is_gone_and_the_audit_keeps_its_name_alone(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.OPEN)
    kept, gone = round_.draft(1), round_.draft(0, concept="Geheimer Einfall")
    public_id, contact = gone.public_id, gone.contact
    applications.discard(application=gone, by=contact)
    own, office = portal_caller_of(contact), caller_of(round_.dora, "read")
    path = f"portal/applications/{public_id}/"
    assert own.get("portal/applications/").rows == []
    assert own.get(path).status == 404
    listed = office.get(f"office/calls/{round_.call.slug}/applications/").rows
    assert [row["id"] for row in listed] == [kept.public_id]
    told = AuditEntry.objects.filter(subject=public_id)
    assert {entry.act for entry in told} == {"application.started", "application.discarded"}
    assert not [entry for entry in told if "Einfall" in str(entry.payload)]
    browser = Client()
    browser.force_login(round_.dora)
    page = browser.get(reverse("office-applications", args=[round_.call.slug]), {"q": "Beispielst"})
    assert public_id not in page.content.decode()
    assert not Application.objects.filter(public_id=public_id).exists()


QUERIES = ("", "?preview=1", "?vorschau=1", "?at=2099-01-01")


def test_c16_nobody_outside_finds_a_preview(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    slug = round_.call.slug
    office = [reverse(f"office-announcement{part}", args=[slug]) for part in ("", "-preview")]
    public = [reverse(name, args=[slug]) for name in ("decision", "decision-case")]
    public.append(reverse("award", args=[slug, OTHER_TOWN]))
    for person in (None, round_.applications[0].contact, round_.jurors[1].user):
        browser = Client()
        if person:
            browser.force_login(person)
        for query in QUERIES:
            hidden = {browser.get(path + query).status_code for path in office}
            assert hidden == {404 if person else 302}
            assert {browser.get(path + query).status_code for path in public} == {404}
            shown = browser.get(reverse("call", args=[slug]) + query).content.decode()
            assert "Musterdorf" not in shown
