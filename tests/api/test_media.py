import io

import pytest
from django.test import override_settings

from api.media import StrictJSON, parse
from competition.errors import Refusal


def code_of(raw: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        parse(raw)
    return caught.value.code


def test_json_is_read() -> None:
    value = {"a": [1, None, "ü", {"b": True}]}
    assert parse(b'{"a": [1, null, "\\u00fc", {"b": true}]}') == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"[-Infinity]",
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'["\\u0000"]',
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    ],
    ids=range(17),
)
def test_what_is_no_readable_json_is_malformed(raw: bytes) -> None:
    assert code_of(raw) == "malformed"


@pytest.mark.parametrize("raw", [b'{"a": 1, "a": 1}', b'[{"b": {"a": 1, "a": 2}}]'])
def test_a_key_stands_once(raw: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        parse(raw)
    assert (caught.value.code, caught.value.field) == ("duplicate_field", "a")


def test_a_written_backslash_is_no_nul() -> None:
    assert parse(b'"\\\\u0000"') == "\\u0000"


def test_bodies_have_a_limit() -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        assert StrictJSON().parse(io.BytesIO(b'"12345678"'), "application/json") == "12345678"
        with pytest.raises(Refusal, match="too_large"):
            StrictJSON().parse(io.BytesIO(b'"123456789"'), "application/json")


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "bz2_codec", "latin-1", "nonsense"])
def test_json_is_utf_8(charset: str) -> None:
    with pytest.raises(Refusal, match="media_type_unsupported"):
        StrictJSON().parse(io.BytesIO(b"{}"), f"application/json; charset={charset}")
    assert StrictJSON().parse(io.BytesIO(b"{}"), "application/json; charset=UTF-8") == {}
