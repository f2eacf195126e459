from datetime import UTC, datetime

import pytest

from api.bodies import Body, Instant, Nothing, Text
from competition.errors import Refusal


class Letter(Body):
    """A body with a field of each kind."""

    text = Text(max_chars=5)
    at = Instant()
    until = Instant(required=False)


INSTANT = "2027-05-31T10:00:00+02:00"


def refusal_of(data: object, body: type[Body] = Letter) -> Refusal:
    with pytest.raises(Refusal) as caught:
        body.read(data)
    return caught.value


def test_values_are_read() -> None:
    assert Letter.read({"text": " ja ", "at": INSTANT}) == {
        "text": "ja",
        "at": datetime(2027, 5, 31, 8, tzinfo=UTC),
    }


@pytest.mark.parametrize("data", [[], "x", None, 1, [{"text": "ja"}]])
def test_a_body_is_an_object(data: object) -> None:
    assert refusal_of(data).code == "malformed"


def test_all_complaints_are_named_at_once() -> None:
    refusal = refusal_of({"text": "zu lang", "by": "Emil", "until": None})
    assert [(cause.code, cause.field) for cause in refusal.causes] == [
        ("unknown_field", "by"),
        ("too_long", "text"),
        ("required", "at"),
        ("required", "until"),
    ]


def test_an_act_without_words_knows_no_field() -> None:
    assert Nothing.read({}) == {}
    assert refusal_of({"confirmed_by": 1}, Nothing).code == "unknown_field"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "required"),
        ("", "required"),
        (" \n", "required"),
        ("sechs!", "too_long"),
        (5, "malformed"),
        (["ja"], "malformed"),
        (True, "malformed"),
        ("a\x07b", "control_characters"),
        ("a\u202eb", "control_characters"),
    ],
)
def test_i11_texts_keep_the_rules_of_texts(text: object, code: str) -> None:
    refusal = refusal_of({"text": text, "at": INSTANT})
    assert (refusal.code, refusal.field) == (code, "text")


def test_i11_texts_are_composed() -> None:
    assert Letter.read({"text": "Lu\u0308b", "at": INSTANT})["text"] == "Lüb"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-05-31T08:00:00Z", datetime(2027, 5, 31, 8, tzinfo=UTC)),
        ("2027-05-31t08:00:00z", datetime(2027, 5, 31, 8, tzinfo=UTC)),
        ("2027-05-31T08:00:00-00:00", datetime(2027, 5, 31, 8, tzinfo=UTC)),
        ("2027-05-31T08:00:00.000001Z", datetime(2027, 5, 31, 8, 0, 0, 1, tzinfo=UTC)),
        ("2000-01-01T00:00:00+14:00", datetime(1999, 12, 31, 10, tzinfo=UTC)),
        ("2027-03-28T02:30:00Z", datetime(2027, 3, 28, 2, 30, tzinfo=UTC)),
        ("2027-03-28T03:00:00+02:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        # The hour that summer time repeats: the offset says which one is meant.
        ("2027-10-31T02:30:00+02:00", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T02:30:00+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ],
)
def test_instants_with_an_offset_are_read(written: str, meant: datetime) -> None:
    assert Letter.read({"text": "ja", "at": written})["at"] == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "required"),
        ("2027-05-31T10:00:00", "offset_required"),
        ("2027-05-31T10:00:00.5", "offset_required"),
        # Local times that a change of clocks leaves out, and that it repeats.
        ("2027-03-28T02:30:00", "offset_required"),
        ("2027-10-31T02:30:00", "offset_required"),
        # German time in an hour that no clock in Germany shows, though its offset would name one.
        ("2027-03-28T02:00:00+01:00", "instant_invalid"),
        ("2027-03-28T02:59:59+02:00", "instant_invalid"),
        ("2027-05-31", "instant_invalid"),
        ("2027-05-31 10:00:00+02:00", "instant_invalid"),
        ("2027-05-31T10:00+02:00", "instant_invalid"),
        ("20270531T100000Z", "instant_invalid"),
        ("2027-W22-1T10:00:00Z", "instant_invalid"),
        ("2027-02-29T10:00:00Z", "instant_invalid"),
        ("2027-05-31T24:00:00Z", "instant_invalid"),
        ("2027-05-31T23:59:60Z", "instant_invalid"),
        ("2027-05-31T10:00:00+24:00", "instant_invalid"),
        ("1999-12-31T23:59:59Z", "instant_invalid"),
        ("2101-01-01T00:00:00Z", "instant_invalid"),
        ("0001-01-01T00:00:00+14:00", "instant_invalid"),
        ("9999-12-31T23:59:59-14:00", "instant_invalid"),
        ("２０２７-05-31T10:00:00Z", "instant_invalid"),
        ("", "instant_invalid"),
        (1811318400, "instant_invalid"),
        (True, "instant_invalid"),
        ({}, "instant_invalid"),
    ],
)
def test_t22_t23_instants_name_their_offset_and_a_sensible_year(written: object, code: str) -> None:
    refusal = refusal_of({"text": "ja", "at": written})
    assert (refusal.code, refusal.field) == (code, "at")
    assert refusal.sentence
