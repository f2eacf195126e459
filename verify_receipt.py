#!/usr/bin/env python3
"""Checks a receipt (Eingangsbestätigung): one file, plain Python >= 3.9, no network.

    python3 verify_receipt.py eingang.json --content fassung.json --keys schluessel.json

It needs nothing of the site that made the receipt: Ed25519 as in RFC 8032, canonical JSON as in
RFC 8785 (texts, whole numbers, lists, objects: all that receipts and applications hold), SHA-256.
The site's own page and command judge with ``examine``, too, but check the signature with the
library ``cryptography``. docs/receipts.md says what is proven and what is not.

Exit status: 0 proven; 1 refuted; 2 not readable; 3 neither (the key could not be confirmed).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

FILE_FORMAT = "modellkommune-receipt-file-1"
DOCUMENT_FORMAT = "modellkommune-receipt-1"
KEYS_FORMAT = "modellkommune-keys-1"
MAX_RECEIPT_BYTES = 64 * 1024
MAX_CONTENT_BYTES = 20 * 1024 * 1024
PROVEN, REFUTED, UNREADABLE, OPEN = 0, 1, 2, 3
UTC = timezone.utc  # noqa: UP017  # datetime.UTC needs Python 3.11


_ = str  # marks a sentence for the translators of the site
SENTENCES = {
    "signature_genuine": _("Die Unterschrift ist echt: An der Bestätigung wurde nichts verändert."),
    "signature_fits": _("Die Unterschrift passt zu dem Schlüssel, den die Datei selbst nennt."),
    "signature_wrong": _("Die Unterschrift passt nicht: So wurde die Bestätigung nie ausgestellt."),
    "signature_unchecked": _("Zur Unterschrift fehlt der öffentliche Schlüssel %(key_id)s."),
    "key_published": _("Unterschrieben hat der Schlüssel %(key_id)s (%(validity)s)."),
    "key_outside": _("Der Schlüssel %(key_id)s galt zu dieser Zeit nicht (%(validity)s)."),
    "key_unknown": _("Der Schlüssel %(key_id)s gehört nicht zu den veröffentlichten Schlüsseln."),
    "key_unconfirmed": _("Ob der Schlüssel %(key_id)s veröffentlicht ist, wurde nicht geprüft."),
    "content_matches": _("Die Inhaltsdatei ist genau der Inhalt, der eingegangen ist."),
    "content_differs": _("Die Inhaltsdatei ist nicht der Inhalt, der eingegangen ist."),
    "content_missing": _("Der Inhalt wurde nicht verglichen: Die Inhaltsdatei war nicht dabei."),
}
MALFORMED = {
    "too_large": _("Die Datei ist zu groß."),
    "not_json": _("Die Datei ist kein lesbares JSON in UTF-8."),
    "not_a_receipt": _("Die Datei ist keine Eingangsbestätigung von Modellkommune."),
    "not_keys": _("Die Datei ist kein Schlüsselverzeichnis von Modellkommune."),
}


class MalformedError(ValueError):
    """A file that is not what it should be; ``code`` is a key of ``MALFORMED``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(MALFORMED[code])


# --- Ed25519, RFC 8032, section 5.1.7 ------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """The sum of two points in extended homogeneous coordinates (RFC 8032, 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(factor: int, point: Point) -> Point:
    """The point added to itself ``factor`` times. Not in constant time: nothing here is secret."""
    result = NEUTRAL
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def decompress(encoded: bytes) -> Point | None:
    """The point of 32 bytes, or None where they encode none (RFC 8032, 5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def compress(point: Point) -> bytes:
    """The 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE: Any = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_fits(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of 64 bytes belongs to the message and the key of 32 bytes."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    point, scalar = decompress(public_key), int.from_bytes(signature[32:], "little")
    if point is None or scalar >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(hashed, "little") % ORDER
    negated = (P - point[0], point[1], point[2], P - point[3])
    return compress(add(multiply(scalar, BASE), multiply(challenge, negated))) == signature[:32]


# --- JSON ----------------------------------------------------------------------------------------


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice in one object")
    return found


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) >= 2**53:
        raise ValueError("a number beyond what RFC 8785 can say")
    return int(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"receipts hold whole numbers only, not {text}")


def parse(data: bytes, limit: int) -> Any:
    """The value of a JSON file. Raises ``MalformedError``, also for what has no one meaning."""
    if len(data) > limit:
        raise MalformedError("too_large")
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_unique,
            parse_int=_whole,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise MalformedError("not_json") from error


def canonical(value: Any) -> bytes:
    """The one byte form of a value (RFC 8785). Raises ``ValueError`` for what it cannot say.

    Also for fractions: their form is the one hard part of RFC 8785, and no receipt holds any.
    """
    try:
        return _written(value).encode("utf-8")
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _written(value: Any) -> str:
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    if isinstance(value, list):
        return f"[{','.join(map(_written, value))}]"
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_written(name)}:{_written(value[name])}" for name in names) + "}"
    raise ValueError(f"no canonical form: {type(value).__name__}")


# --- What a receipt says -------------------------------------------------------------------------

FIELDS = {
    "number": re.compile(r"[0-9A-Z-]{1,20}"),
    "call": re.compile(r"[0-9A-Za-z_-]{1,60}"),
    "application": re.compile(r"[0-9a-z]{1,40}"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "chain_digest": re.compile(r"[0-9a-f]{64}"),
    "received_at": re.compile(r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}\.[0-9]{6}Z"),
}
KEY_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class PublicKey:
    """A key that signs receipts: 32 bytes, and when it was in use (``valid_until`` exclusive)."""

    raw: bytes
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the key."""
        return hashlib.sha256(self.raw).hexdigest()[:16]

    def covers(self, instant: datetime) -> bool:
        """Whether the key was in use at that instant."""
        begun = self.valid_from is None or self.valid_from <= instant
        return begun and (self.valid_until is None or instant < self.valid_until)


@dataclass(frozen=True)
class Receipt:
    """A receipt file as read; ``document`` is what was signed, ``own_key`` what the file names."""

    document: dict[str, Any]
    signature: bytes
    key_id: str
    own_key: PublicKey | None

    @property
    def received_at(self) -> datetime:
        """When the content arrived, as the document says."""
        return instant_of(self.document["received_at"])


@dataclass(frozen=True)
class Finding:
    """What was checked, by code: proven (True), refuted (False) or open (None)."""

    code: str
    holds: bool | None


@dataclass(frozen=True)
class Report:
    """What checking a receipt has found, and the key by which its signature was checked."""

    receipt: Receipt
    key: PublicKey | None
    findings: tuple[Finding, ...]

    @property
    def status(self) -> int:
        """``REFUTED`` if anything is wrong, ``OPEN`` if signature or key are, else ``PROVEN``."""
        signature, key, content = (finding.holds for finding in self.findings)
        if False in (signature, key, content):
            return REFUTED
        return PROVEN if signature and key else OPEN


def instant_of(text: str) -> datetime:
    """The instant of a text such as 2017-04-21T21:59:59.000000Z; raises ``ValueError``."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def raw_of(text: str, length: int) -> bytes:
    """So many bytes in base64; raises ``ValueError``."""
    raw = base64.b64decode(text, validate=True)
    if len(raw) != length:
        raise ValueError(f"not {length} bytes in base64")
    return raw


def read_receipt(data: bytes) -> Receipt:
    """Read a receipt file. Raises ``MalformedError``."""
    file = parse(data, MAX_RECEIPT_BYTES)
    try:
        document, key_id, own_key = file["document"], file["key_id"], file["public_key"]
        if (file["format"], document["format"]) != (FILE_FORMAT, DOCUMENT_FORMAT):
            raise ValueError("another format")
        texts = [pattern.fullmatch(document[name]) for name, pattern in FIELDS.items()]
        numbers = [type(document[name]) is int for name in ("version", "chain_sequence")]
        if not all([*texts, *numbers, KEY_ID.fullmatch(key_id)]):
            raise ValueError("a field is not what it should be")
        if type(document["synthetic"]) is not bool or not instant_of(document["received_at"]):
            raise ValueError("a field is not what it should be")
        canonical(document)
        own = PublicKey(raw_of(own_key, 32)) if own_key else None
        return Receipt(document, raw_of(file["signature"], 64), key_id, own)
    except (ValueError, KeyError, TypeError) as error:
        raise MalformedError("not_a_receipt") from error


def read_keys(data: bytes) -> list[PublicKey]:
    """Read a file of published keys. Raises ``MalformedError``."""
    file = parse(data, MAX_RECEIPT_BYTES)
    try:
        if file["format"] != KEYS_FORMAT:
            raise ValueError("another format")
        return [public_key(row) for row in file["keys"]]
    except (ValueError, KeyError, TypeError) as error:
        raise MalformedError("not_keys") from error


def public_key(row: dict[str, Any]) -> PublicKey:
    """One published key. Raises ``ValueError``, ``KeyError`` or ``TypeError``."""
    begun, ended = (
        instant_of(row[name]) if row[name] else None for name in ("valid_from", "valid_until")
    )
    return PublicKey(raw_of(row["public_key"], 32), begun, ended)


Fits = Callable[[bytes, bytes, bytes], bool]


def examine(
    receipt: Receipt,
    *,
    content: bytes | None = None,
    keys: list[PublicKey] | None = None,
    fits: Fits = signature_fits,
) -> Report:
    """Check a receipt, against sealed content and published keys where they are at hand.

    The key that a file names itself only shows that nothing was changed since, not who signed.
    ``fits(public_key, message, signature)`` checks a signature. Raises ``MalformedError`` for a
    content that is too large.
    """
    published = {key.key_id: key for key in keys or ()}.get(receipt.key_id)
    own = receipt.own_key if receipt.own_key and receipt.own_key.key_id == receipt.key_id else None
    key = published or own
    signature = _signature(receipt, key, fits, is_published=published is not None)
    known = _key(receipt, published, is_compared=keys is not None)
    return Report(receipt, key, (signature, known, _content(receipt, content)))


def _signature(
    receipt: Receipt, key: PublicKey | None, fits: Fits, *, is_published: bool
) -> Finding:
    if key is None:
        return Finding("signature_unchecked", None)
    if not fits(key.raw, canonical(receipt.document), receipt.signature):
        return Finding("signature_wrong", False)
    if is_published:
        return Finding("signature_genuine", True)
    return Finding("signature_fits", None)


def _key(receipt: Receipt, published: PublicKey | None, *, is_compared: bool) -> Finding:
    if published is None:
        return Finding("key_unknown" if is_compared else "key_unconfirmed", None)
    # Example rounds have a clock of their own: their keys are real, their times are not.
    if receipt.document["synthetic"] or published.covers(receipt.received_at):
        return Finding("key_published", True)
    return Finding("key_outside", False)


def _content(receipt: Receipt, content: bytes | None) -> Finding:
    if content is None:
        return Finding("content_missing", None)
    if content_digest(content) == receipt.document["sha256"]:
        return Finding("content_matches", True)
    return Finding("content_differs", False)


def content_digest(content: bytes) -> str:
    """SHA-256 of the canonical form, or of the bytes as they are where they have none.

    An editor that indents the file or ends it with a line break changes nothing of what it says.
    """
    try:
        return hashlib.sha256(canonical(parse(content, MAX_CONTENT_BYTES))).hexdigest()
    except ValueError as error:
        if getattr(error, "code", "") == "too_large":
            raise
        return hashlib.sha256(content).hexdigest()


# --- On the command line -------------------------------------------------------------------------


def local_time(instant: datetime) -> str:
    """An instant by the clock of this computer, with its distance from UTC."""
    local = instant.astimezone()
    return f"{local:%d.%m.%Y, %H:%M:%S} Uhr (UTC{local:%z})"


def validity(key: PublicKey) -> str:
    """From when until when a key was in use, in German words."""
    begun = f"gültig ab {local_time(key.valid_from)}" if key.valid_from else "ohne Anfangsdatum"
    return f"{begun}, {f'bis {local_time(key.valid_until)}' if key.valid_until else 'in Gebrauch'}"


MARKS = {True: "[bewiesen]", False: "[FALSCH]  ", None: "[offen]   "}
VERDICTS = {
    PROVEN: "Ergebnis: Die Bestätigung ist echt.",
    REFUTED: "Ergebnis: Diese Bestätigung beweist nichts; siehe [FALSCH].",
    OPEN: "Ergebnis: Nicht bewiesen; siehe [offen].",
}


def told(report: Report) -> list[str]:
    """The report in German lines, without the verdict."""
    says = report.receipt.document
    lines = [
        "Eingangsbestätigung {number}, Wettbewerb {call}, Fassung {version}".format(**says),
        f"Eingang: {local_time(report.receipt.received_at)}, genau {says['received_at']}",
        "Eintrag {chain_sequence} der Kette der Eingänge: {chain_digest}".format(**says),
        *(["Beispielrunde: Kommune, Inhalt und Zeit sind erfunden."] if says["synthetic"] else []),
    ]
    words = {"key_id": report.receipt.key_id, "validity": report.key and validity(report.key)}
    for finding in report.findings:
        lines.append(f"{MARKS[finding.holds]} {SENTENCES[finding.code] % words}")
    return lines


def main(arguments: list[str]) -> int:
    """Check the named files and print what was found; the exit status is in the module's text."""
    parser = argparse.ArgumentParser(description="Prüft eine Eingangsbestätigung.")
    parser.add_argument("receipt", type=Path, help="die Bestätigung (eingang.json)")
    parser.add_argument("--content", type=Path, help="der eingereichte Inhalt (fassung.json)")
    parser.add_argument("--keys", type=Path, help="veröffentlichte Schlüssel (schluessel.json)")
    given = parser.parse_args(arguments)
    path = given.receipt
    try:
        receipt = read_receipt(path.read_bytes())
        path = given.keys
        keys = read_keys(path.read_bytes()) if path else None
        path = given.content
        report = examine(receipt, content=path.read_bytes() if path else None, keys=keys)
    except (OSError, MalformedError) as error:
        sys.stderr.write(f"{path}: {getattr(error, 'strerror', None) or error}\n")
        return UNREADABLE
    sys.stdout.write("\n".join([*told(report), VERDICTS[report.status], ""]))
    return report.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
