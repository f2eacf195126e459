"""A call's own wording: what it says, and that it is used by every letter of its kind."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.letters import kinds, placeholders, wordings
from competition.letters.vocabulary import RESULT_KINDS, VOCABULARY, needed
from competition.models import Announcement, Application, Call, LetterText, Notice, User
from competition.services import announcement, notices
from tests.fixtures import as_read
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MakeRound,
    Stage,
    submit,
)

pytestmark = pytest.mark.django_db
KINDS = sorted(VOCABULARY)
NOTICE = "Klage binnen eines Monats."


def word(call: Call, kind: str, subject: str, body: str, by: User) -> None:
    LetterText.objects.create(
        call=call, kind=kind, subject=subject, body=body, saved_at=clock.now(), saved_by=by
    )


def use_house_wordings(call: Call, by: User) -> None:
    for kind in KINDS:
        word(call, kind, *wordings.house(kind), by)


def gist(text: str) -> list[str]:
    """A text without its blank lines."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("kind", KINDS)
def test_house_wording_has_no_fault_and_a_value_for_each_name(kind: str) -> None:
    subject, body = wordings.house(kind)
    known = VOCABULARY[kind]

    assert placeholders.faults(subject, known=known) == []
    assert placeholders.faults(body, known=known, needed=needed(kind)) == []
    assert all(each.example and str(each.meaning) for each in known.values())


@pytest.mark.parametrize("kind", KINDS)
def test_invented_letter_is_complete_and_of_an_example_round(call: Call, kind: str) -> None:
    subject, body = wordings.invented(kind, *wordings.house(kind), call)

    assert "{" not in subject + body
    assert "Dieses Schreiben gehört zu einer Beispielrunde" in body


@pytest.mark.parametrize("kind", [*RESULT_KINDS])
def test_remedy_notice_is_needed_in_every_result(kind: str) -> None:
    assert "rechtsbehelf" in needed(kind)
    assert ("kriterien" in needed(kind)) == (kind in ("rejection", "reserve"))


def test_results_in_the_houses_wording_say_the_same_either_way(
    make_round: MakeRound, emil: User
) -> None:
    fields = {"places_count": 1, "facts": {"remedy_notice": NOTICE}}
    round_ = make_round(Stage.CLOSED, applications=3, fields=fields)
    as_read.exclude(
        application=round_.applications[2], by=round_.dora, reason="Kein {Beschluss} {{7*7}}."
    )
    round_.advance(Stage.PREPARED)
    standing = Announcement.objects.get()
    before = announcement.letters_of(standing, announcement.addressees(round_.call))
    use_house_wordings(round_.call, round_.dora)
    standing = Announcement.objects.get()

    after = announcement.letters_of(standing, announcement.addressees(round_.call))

    assert [each.kind for each in after] == ["exclusion", "award", "rejection"]
    for old, new in zip(before, after, strict=True):
        assert new.subject == old.subject
        assert gist(new.body) == gist(old.body)
        assert NOTICE in new.body


def test_receipt_and_reminder_and_request_say_the_same_either_way(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.OPEN, applications=1)
    told: list[list[tuple[str, str]]] = []
    for number in range(2):
        if number:
            use_house_wordings(round_.call, round_.dora)
        draft = round_.draft(number)
        round_.at(DEADLINE_AT.replace(hour=20))
        notices.remind_draft_holders()
        submit(Application.objects.get(pk=draft.pk), draft.contact)
        told.append(list(draft.notices.order_by("pk").values_list("kind", "body")))

    for (kind, old), (same, new) in zip(*told, strict=True):
        assert kind == same
        assert len(gist(new)) == len(gist(old))
    assert "Beispielstadt" in told[0][0][1]
    assert "Musterdorf" in told[1][0][1]


def test_correction_request_in_own_wording_lists_the_questions(
    make_round: MakeRound, dora: User
) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    use_house_wordings(round_.call, dora)
    as_read.ask(
        application=round_.applications[0],
        by=dora,
        keys=["own_share", "remark"],
        reason="Die Summe stimmt nicht.",
        due_at=CLOSED_AT.replace(month=5),
    )

    body = Notice.objects.get(kind="correction_request").body

    assert "Worum es geht: Die Summe stimmt nicht." in body
    assert "- Eigenanteil in Euro\n- Anmerkung" in body


def test_i09_own_wording_is_used_and_runs_nothing(draft: Application, dora: User) -> None:
    word(draft.call, "receipt", "Da: {kommune}", "{{7*7}} {eingangsnummer} {0.__class__}", dora)

    receipt = submit(Application.objects.get(pk=draft.pk), draft.contact)

    notice = Notice.objects.get()
    assert notice.subject == "Da: Beispielstadt"
    assert notice.body.startswith(f"{{7*7}} {receipt.number} {{0.__class__}}\n")
    assert "Dieses Schreiben gehört zu einer Beispielrunde" in notice.body


def test_i09_name_with_braces_is_said_letter_by_letter(draft: Application, dora: User) -> None:
    word(draft.call, "receipt", "{kommune}", "{kommune} {eingangsnummer} {eingang}", dora)
    name = "{summe} {{ 7 }} {% now 'Y' %} & <b>"
    type(draft.municipality).objects.update(name=name)

    submit(Application.objects.get(pk=draft.pk), draft.contact)

    notice = Notice.objects.get()
    assert notice.subject == name
    assert name in notice.body


def test_subject_whose_placeholders_say_nothing_is_the_title_of_the_round(
    make_round: MakeRound, dora: User
) -> None:
    """Without a remedy notice, its placeholder is empty."""
    round_ = make_round(Stage.PREPARED)
    word(round_.call, "rejection", "{rechtsbehelf}", "{kriterien}{rechtsbehelf}", dora)
    made = Announcement.objects.select_related("call").get()
    (letter,) = announcement.letters_of(made, round_.applications[2:])
    assert letter.subject == round_.call.title


def test_later_edit_changes_no_letter_that_is_owed(draft: Application, dora: User) -> None:
    word(draft.call, "receipt", "Eins", "{eingangsnummer} {eingang}", dora)
    submit(Application.objects.get(pk=draft.pk), draft.contact)

    LetterText.objects.update(subject="Zwei")

    assert Notice.objects.get().subject == "Eins"


def test_wordings_are_read_once_for_all_letters_of_an_act(
    call: Call, draft: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fresh = Call.objects.get(pk=call.pk)
    context = {"call": fresh, "application": draft, "deadline_at": fresh.deadline_at}
    with django_assert_num_queries(1):
        for _number in range(3):
            kinds.REMINDER.render(context)


def test_letters_outside_the_vocabulary_ask_for_no_wording(
    call: Call, draft: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    context = {"call": call, "application": draft, "municipality": draft.municipality}
    with django_assert_num_queries(0):
        kinds.PARTNER_INVITATION.render(context)


@pytest.mark.parametrize("kind", KINDS)
def test_guide_names_each_placeholder(kind: str) -> None:
    guide = (Path(settings.BASE_DIR) / "docs" / "letters.md").read_text(encoding="utf-8")
    part = guide.partition(f"### `{kind}`")[2].partition("\n#")[0]
    with translation.override("de"):
        rows = [
            f"| `{{{each.name}}}` | {each.meaning} | {'**nötig**' if each.needed else ''} |"
            for each in VOCABULARY[kind].values()
        ]
    assert [line for line in part.splitlines() if line.startswith("| `")] == rows
