"""A call's own wording: saved over what was read, with what the law asks for, until it is owed."""

import pytest

from competition.letters import wordings
from competition.letters.vocabulary import VOCABULARY, needed
from competition.models import AuditEntry, Call, LetterText, User
from competition.services import announcement, letter_texts
from tests.fixtures.announcing import confirm_as_read, read_of
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
BODY = "{kommune}\n\n{kriterien}\n\n{rechtsbehelf}"


def save(
    call: Call,
    by: User,
    *,
    kind: str = "rejection",
    subject: str = "Absage",
    body: str = BODY,
    over: str = "",
) -> LetterText:
    return letter_texts.save(call=call, kind=kind, subject=subject, body=body, over=over, by=by)


def test_save_keeps_the_wording_and_logs_its_digest(call: Call, dora: User) -> None:
    text = save(call, dora, body="a\r\n{kriterien}{rechtsbehelf} ", subject="  Zwei\n Zeilen ")

    assert (text.subject, text.body) == ("Zwei Zeilen", "a\n{kriterien}{rechtsbehelf}")
    assert (text.version, text.saved_by) == (1, dora)
    entry = AuditEntry.objects.get(act="letter_text.saved")
    assert entry.payload == {
        "kind": "rejection",
        "version": 1,
        "sha256": letter_texts.digest(text),
    }


def test_save_again_is_the_next_version(call: Call, dora: User, emil: User) -> None:
    first = letter_texts.digest(save(call, dora))

    text = save(call, emil, subject="Neu", over=first)

    assert (text.version, text.saved_by) == (2, emil)
    assert LetterText.objects.count() == 1


def test_of_two_colleagues_neither_loses_a_line(call: Call, dora: User, emil: User) -> None:
    save(call, dora)
    with refused("version_conflict"):
        save(call, emil, subject="Über dem Haus geschrieben")
    with refused("version_conflict"):
        letter_texts.discard(call=call, kind="rejection", over="", by=emil)


def test_discard_goes_back_to_the_house(call: Call, dora: User) -> None:
    read = letter_texts.digest(save(call, dora))

    letter_texts.discard(call=call, kind="rejection", over=read, by=dora)

    assert not LetterText.objects.exists()
    assert AuditEntry.objects.filter(act="letter_text.discarded").count() == 1
    with unchanged():
        letter_texts.discard(call=call, kind="rejection", over="", by=dora)


@pytest.mark.parametrize("kind", sorted(VOCABULARY))
def test_what_the_law_asks_for_cannot_be_left_out(call: Call, dora: User, kind: str) -> None:
    with refused("letter_text_invalid") as caught:
        save(call, dora, kind=kind, body="Guten Tag")

    causes = caught.refusal.causes
    assert [cause.details["name"] for cause in causes] == needed(kind) != []
    assert {(cause.code, cause.field) for cause in causes} == {
        ("letter_placeholder_missing", "body")
    }


@pytest.mark.parametrize(
    ("subject", "body", "codes"),
    [
        ("", BODY, ["required"]),
        ("Absage", " \n ", ["required"]),
        ("a" * 201, BODY, ["too_long"]),
        ("Absage", BODY + "a" * 10_000, ["too_long"]),
        ("Ab\x00sage", BODY, ["control_characters"]),
        ("Absage", BODY + "\u202e", ["control_characters"]),
        ("{summe}", BODY, ["letter_placeholder_unknown"]),
        ("Absage {", BODY, ["letter_brace"]),
        ("Absage", BODY + "{0.__class__}", ["letter_placeholder_unknown"]),
        ("Absage", BODY + "{% now 'Y' %}", ["letter_placeholder_unknown"]),
        ("{x}", "{y}", ["letter_placeholder_unknown"] * 2 + ["letter_placeholder_missing"] * 2),
    ],
)
def test_faults_are_told_at_their_field(
    call: Call, dora: User, subject: str, body: str, codes: list[str]
) -> None:
    with refused("letter_text_invalid") as caught:
        save(call, dora, subject=subject, body=body)

    causes = caught.refusal.causes
    assert [cause.code for cause in causes] == codes
    assert all(cause.field in ("subject", "body") for cause in causes)
    assert all(cause.sentence[-1] == "." for cause in causes)


def test_doubled_braces_are_taken(call: Call, dora: User) -> None:
    assert save(call, dora, body=BODY + "{{7*7}}").body.endswith("{{7*7}}")


def test_unknown_kind_is_refused(call: Call, dora: User) -> None:
    for kind in ("invitation", "gibt-es-nicht", ""):
        with refused("letter_kind_unknown"):
            save(call, dora, kind=kind)
        with refused("letter_kind_unknown"):
            letter_texts.discard(call=call, kind=kind, over="", by=dora)


def test_wording_is_for_the_office(call: Call, anna: User, clara: User) -> None:
    for person in (anna, clara):
        with refused("not_allowed"):
            save(call, person)
        with refused("not_allowed"):
            letter_texts.discard(call=call, kind="rejection", over="", by=person)


def test_wording_of_results_is_fixed_once_they_are_confirmed(
    make_round: MakeRound, dora: User, emil: User
) -> None:
    round_ = make_round(Stage.DECIDED, applications=2)
    call = round_.call
    read = letter_texts.digest(save(call, dora))
    round_.prepare()
    confirm_as_read(call, emil)

    with refused("letter_text_fixed"):
        save(call, dora, over=read)
    with refused("letter_text_fixed"):
        letter_texts.discard(call=call, kind="rejection", over=read, by=dora)
    assert save(call, dora, kind="receipt", body="{eingangsnummer} {eingang}").version == 1


def test_confirm_over_another_wording_than_was_read_is_refused(
    make_round: MakeRound, dora: User, emil: User
) -> None:
    call = make_round(Stage.PREPARED, applications=2).call
    read = read_of(call)
    save(call, dora)

    with refused("letter_texts_changed"):
        announcement.confirm(call=call, read=read, by=emil)
    assert confirm_as_read(call, emil).confirmed_at


def test_house_wording_can_be_saved_as_it_is(call: Call, dora: User) -> None:
    for kind in VOCABULARY:
        subject, body = wordings.house(kind)
        assert save(call, dora, kind=kind, subject=subject, body=body).body == body


def test_wording_after_the_preparation_voids_it(make_round: MakeRound) -> None:
    """Otherwise the second person would word a letter alone and confirm it."""
    round_ = make_round(Stage.PREPARED)
    save(round_.call, round_.emil)
    with refused("announcement_changed"):
        confirm_as_read(round_.call, round_.emil)
    round_.prepare()
    confirm_as_read(round_.call, round_.emil)
