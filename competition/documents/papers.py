"""What stands in the draft, in a sealed version and in its receipt.

In German whatever the page's language is, so that the texts here are none for translators.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.template.defaultfilters import filesizeformat

from competition import reading, wording
from competition.answers import Gap
from competition.documents.shapes import Asked, Fact, File, Paper, Section, Table, in_german
from competition.models import Application, ApplicationVersion, Call, Participant, Question
from competition.models.application import Occasion
from competition.models.call import QuestionKind
from competition.models.municipality import FederalState, Kind

SIGNING = (
    "Bürgermeisterin, Bürgermeister, Landrätin oder Landrat",
    "Kämmerei",
    "Rat, Kreistag oder Ausschuss",
)


@in_german
def draft(
    *,
    application: Application,
    content: Mapping[str, Any],
    digest: str,
    questions: Sequence[Question],
    gaps: Iterable[Gap],
    partners: Iterable[Participant],
    saved_at: datetime,
    is_open: bool,
    deadline_at: datetime,
) -> Paper:
    """The draft for mayor, treasurer and council, with what it still lacks while it ``is_open``.

    ``saved_at``: when an answer was saved last, the document's date: an unchanged draft gives an
    unchanged document. ``deadline_at``: until when this application may be submitted.
    """
    valid = application.valid_version
    sealed = valid if valid and valid.digest == digest else None
    unconfirmed = {each.municipality.ags: each for each in partners if each.confirmed_at is None}
    name = content["municipality"]["name"]
    return Paper(
        title=f"Bewerbung von {name} – Entwurf",
        call=application.call.title,
        municipality=name,
        mark=f"ENTWURF – gleich mit der eingereichten Fassung {sealed.number}"
        if sealed
        else "ENTWURF – NICHT eingereicht",
        banner=banner(application.call),
        lead=_lead(valid, is_sealed=sealed is not None),
        facts=(
            *_who(application.call, content, unconfirmed),
            Fact("Bewerbungsschluss", wording.moment(deadline_at)),
            Fact("Zuletzt gespeichert", wording.moment(saved_at, seconds=True)),
            Fact("Freigabe", _release(application, digest, sealed) or "noch nicht"),
            Fact("Prüfsumme des Entwurfs (SHA-256)", digest, is_code=True),
        ),
        made_at=saved_at,
        open_points=()
        if sealed or not is_open
        else (
            *(f"{gap.label}: {gap.words}" if gap.words else gap.label for gap in gaps),
            *(
                f"{each.municipality.name} hat noch nicht bestätigt."
                for each in unconfirmed.values()
            ),
            *_last_steps(application, digest, deadline_at),
        ),
        sections=sections(reading.shown(content, questions)),
        files=files(content),
        notes=SIGNING,
    )


@in_german
def version(*, sealed: ApplicationVersion, questions: Sequence[Question]) -> Paper:
    """A sealed version, the same at any time. Load it with receipt, call and persons."""
    call, content = sealed.application.call, sealed.content
    name = content["municipality"]["name"]
    return Paper(
        title=f"Bewerbung von {name} – Fassung {sealed.number}",
        call=call.title,
        municipality=name,
        mark=f"Fassung {sealed.number}, eingereicht",
        banner=banner(call),
        lead=(
            f"So ist Fassung {sealed.number} eingegangen. Eine Fassung gilt, bis eine neuere "
            "eingeht oder die Bewerbung zurückgezogen wird."
        ),
        facts=(*_who(call, content, ()), *_arrival(sealed), *_persons(sealed)),
        made_at=sealed.received_at,
        sections=sections(reading.shown(content, questions)),
        files=files(content),
        proof=(
            Fact("Nummer der Eingangsbestätigung", sealed.receipt.number),
            Fact("Prüfsumme des Inhalts (SHA-256)", sealed.digest, is_code=True),
        ),
    )


@in_german
def receipt(*, sealed: ApplicationVersion, check_url: str) -> Paper:
    """The receipt of a sealed version; ``check_url`` is the page where anybody checks it."""
    call, issued = sealed.application.call, sealed.receipt
    name = sealed.content["municipality"]["name"]
    return Paper(
        title=f"Eingangsbestätigung {issued.number}",
        call=call.title,
        municipality=name,
        mark="",
        banner=banner(call),
        lead=(
            f"Die Bewerbung von {name} zum Wettbewerb „{call.title}“ ist als Fassung "
            f"{sealed.number} eingegangen."
        ),
        facts=(
            Fact("Nummer", issued.number),
            *_arrival(sealed),
            Fact("Titel des Vorhabens", sealed.title),
            *_persons(sealed),
        ),
        made_at=sealed.received_at,
        proof=(
            Fact("Prüfsumme des Inhalts (SHA-256)", sealed.digest, is_code=True),
            Fact("Kennung der Bewerbung", sealed.application.public_id, is_code=True),
            Fact("Eingang (UTC)", issued.document["received_at"], is_code=True),
            Fact("Stelle in der Kette der Eingänge", str(issued.document["chain_sequence"])),
            Fact("Prüfsumme der Kette", issued.document["chain_digest"], is_code=True),
            Fact("Schlüssel", issued.key_id, is_code=True),
            Fact("Unterschrift (Ed25519)", issued.signature, is_code=True),
        ),
        notes=(
            (
                "Laden Sie im Portal zu diesem Blatt zwei Dateien herunter: die Bestätigung "
                "(eingang.json) und den Inhalt (fassung.json)."
            ),
            (
                f"Öffnen Sie {check_url} und geben Sie dort beide Dateien an. Die Seite sagt, was "
                "damit bewiesen ist."
            ),
            (
                "Es geht auch ohne die Geschäftsstelle: Dort liegen ein kleines Prüfprogramm, das "
                "nur Python braucht und kein Netz, und die öffentlichen Schlüssel."
            ),
        ),
    )


def banner(call: Call) -> str:
    """The banner of an example round, nothing in a real one."""
    if not call.is_synthetic:
        return ""
    return "Beispielrunde: Kommunen, Personen und Angaben sind erfunden."


def _arrival(sealed: ApplicationVersion) -> tuple[Fact, ...]:
    """Which version arrived, on what occasion, and when: to the second, with its time zone."""
    instant = wording.moment(sealed.received_at, seconds=True)
    return (
        Fact("Fassung", f"{sealed.number} ({Occasion(sealed.occasion).label})"),
        Fact("Eingang", f"{instant} ({wording.zone(sealed.received_at)})"),
    )


def _persons(sealed: ApplicationVersion) -> tuple[Fact, ...]:
    released_at = wording.moment(sealed.released_at, seconds=True)
    return (
        Fact("Eingereicht von", sealed.submitted_by.name),
        Fact("Freigegeben von", f"{sealed.released_by.name}, {released_at}"),
    )


def _lead(valid: ApplicationVersion | None, *, is_sealed: bool) -> str:
    if valid is None:
        return (
            "Dieser Entwurf ist NICHT eingereicht. Er dient der Beratung im Haus. Eingereicht ist "
            "er erst mit einer Eingangsbestätigung aus dem Portal."
        )
    arrived_at = wording.moment(valid.received_at, seconds=True)
    arrived = f"Fassung {valid.number} ist eingegangen: {arrived_at}."
    if is_sealed:
        return f"{arrived} Dieser Entwurf sagt dasselbe."
    return f"{arrived} Die Änderungen seitdem, die dieser Entwurf zeigt, sind NICHT eingereicht."


def _release(
    application: Application, digest: str, sealed: ApplicationVersion | None = None
) -> str:
    """Who released exactly this draft, and when; empty: nobody did."""
    released = sealed or application
    by, at = released.released_by, released.released_at
    if by is None or at is None or not (sealed or application.released_digest == digest):
        return ""
    return f"{by.name}, {wording.moment(at, seconds=True)}"


def _last_steps(application: Application, digest: str, deadline_at: datetime) -> Iterable[str]:
    if not _release(application, digest):
        yield "Die vertretungsberechtigte Person hat genau diesen Entwurf freizugeben."
    yield f"Der Entwurf ist im Portal einzureichen, bis {wording.moment(deadline_at)}."


def _who(call: Call, content: Mapping[str, Any], unconfirmed: Collection[str]) -> tuple[Fact, ...]:
    """The call, the municipality by the register's facts, and its partners."""
    lead = content["municipality"]
    facts = (
        Fact("Wettbewerb", call.title),
        Fact("Kommune", lead["name"]),
        Fact("Art und Land", f"{Kind(lead['kind']).label}, {FederalState(lead['state']).label}"),
        Fact("Einwohner", wording.grouped(lead["population"])),
        Fact("Amtlicher Gemeindeschlüssel", lead["ags"]),
    )
    names = [
        f"{each['name']} (noch nicht bestätigt)" if each["ags"] in unconfirmed else each["name"]
        for each in content["partners"]
    ]
    return (*facts, Fact("Partner", "; ".join(names))) if names else facts


def sections(shown: Iterable[reading.Shown]) -> tuple[Section, ...]:
    """The answers of a document under the headings of its questions."""
    return tuple(
        Section(title or "Antworten", tuple(map(_asked, answers)))
        for title, answers in groupby(shown, lambda each: each.section)
    )


def _asked(each: reading.Shown) -> Asked:
    has_parts = bool(each.entries or each.tables)
    nothing = "Fehlt noch" if each.is_missing else "Keine Angabe"
    return Asked(
        label=each.label,
        hint=each.hint,
        text="" if has_parts else each.text,
        entries=tuple(Fact(entry.term, entry.text) for entry in each.entries),
        tables=tuple(map(_table, each.tables)),
        remark="" if each.text or has_parts else nothing,
    )


def _table(table: reading.Table) -> Table:
    rows = tuple((row.term, row.text) for row in table.rows)
    return Table(table.caption, table.columns, rows, (table.total.term, table.total.text))


def files(content: Mapping[str, Any]) -> tuple[File, ...]:
    """The attachments that a document names."""
    return tuple(
        File(answer["label"], file["name"], filesizeformat(file["size"]), file["sha256"])
        for answer in content["answers"]
        if answer["kind"] == QuestionKind.FILES
        for file in answer["value"] or ()
    )
