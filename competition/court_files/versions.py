"""Every sealed version with its receipt, the attachments by digest, and what it takes to check."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.text import get_valid_filename

import verify_receipt
from competition import receipts, signing, storage
from competition.court_files.shapes import Enclosure, Leaf, Part, Subject, canonical, moment
from competition.documents import papers, typesetting
from competition.documents.shapes import Fact
from competition.errors import Refusal
from competition.models import ApplicationVersion, Question
from competition.models.application import Occasion
from competition.models.call import QuestionKind


def parts(subject: Subject) -> Iterator[Part]:
    """What was submitted, byte for byte."""
    application = subject.application
    sealed = list(
        ApplicationVersion.objects.filter(application=application)
        .select_related("application__call", "receipt", "submitted_by", "released_by")
        .order_by("number")
    )
    if application.erased_at:
        gone = tuple(Leaf(f"Fassung {each.number}", _arrival(each)) for each in sealed)
        yield Part(30, "Fassungen", gone, "Der Inhalt ist gelöscht; die Prüfsummen bleiben.")
        return
    questions = list(application.call.questions.all())
    leaves = tuple(_version(each, questions) for each in sealed)
    yield Part(30, "Fassungen und Eingangsbestätigungen", leaves, "" if leaves else "Keine.")
    files = tuple(_attachments(sealed))
    yield Part(31, "Anlagen", files, "" if files else "Keine.")
    yield Part(32, "Zum Prüfen der Eingangsbestätigungen", (_tools(),))


def _version(sealed: ApplicationVersion, questions: list[Question]) -> Leaf:
    number, issued = sealed.number, sealed.receipt
    return Leaf(
        f"Fassung {number}",
        (*_arrival(sealed), Fact("Unterschrift (Ed25519)", issued.signature, is_code=True)),
        enclosures=(
            *_printed(sealed, questions),
            canonical(f"fassung-{number}.json", "Inhalt, wie er eingegangen ist", sealed.content),
            Enclosure(f"eingang-{number}.pdf", "Eingangsbestätigung", _receipt(sealed)),
            canonical(f"eingang-{number}.json", "Eingangsbestätigung zum Prüfen", _file(sealed)),
        ),
    )


def _arrival(sealed: ApplicationVersion) -> tuple[Fact, ...]:
    return (
        Fact("Anlass", str(Occasion(sealed.occasion).label)),
        Fact("Eingang", moment(sealed.received_at)),
        Fact("Versiegelt", moment(sealed.sealed_at)),
        Fact("Eingereicht von", sealed.submitted_by.name),
        Fact("Freigegeben von", f"{sealed.released_by.name}, {moment(sealed.released_at)}"),
        Fact("Nummer der Eingangsbestätigung", sealed.receipt.number),
        Fact("Prüfsumme des Inhalts (SHA-256)", sealed.digest, is_code=True),
    )


def _printed(sealed: ApplicationVersion, questions: list[Question]) -> Iterator[Enclosure]:
    """The version to read; of one that is too long to be set, only the content is there."""
    try:
        content = typesetting.application_pdf(papers.version(sealed=sealed, questions=questions))
    except Refusal as refusal:
        if refusal.code != "document_too_long":
            raise
        return
    yield Enclosure(f"fassung-{sealed.number}.pdf", "Zum Lesen", content)


def _receipt(sealed: ApplicationVersion) -> bytes:
    check_url = f"{settings.SITE_ORIGIN}{reverse('receipt-check')}"
    return typesetting.receipt_pdf(papers.receipt(sealed=sealed, check_url=check_url))


def _file(sealed: ApplicationVersion) -> dict[str, object]:
    issued = sealed.receipt
    return receipts.file(
        document=issued.document,
        signature=issued.signature,
        key_id=issued.key_id,
        key=signing.published_key(issued.key_id),
        keys_at=f"{settings.SITE_ORIGIN}{reverse('receipt-keys')}",
    )


def _attachments(sealed: list[ApplicationVersion]) -> Iterator[Leaf]:
    """Each file once, however many versions name it."""
    found: dict[str, tuple[dict[str, object], str, list[int]]] = {}
    for version in sealed:
        for answer in version.content["answers"]:
            if answer["kind"] == QuestionKind.FILES:
                for file in answer["value"] or ():
                    row = found.setdefault(file["sha256"], (file, answer["label"], []))
                    row[2].append(version.number)
    for sha256, (file, label, numbers) in found.items():
        yield _attachment(sha256, str(file["name"]), label, numbers)


def _attachment(sha256: str, name: str, label: str, numbers: list[int]) -> Leaf:
    facts: tuple[Fact, ...] = (
        Fact("Zu", label),
        Fact("In Fassung", ", ".join(map(str, sorted(set(numbers))))),
        Fact("Prüfsumme (SHA-256)", sha256, is_code=True),
    )
    try:
        is_whole, size = storage.is_whole(sha256), storage.path_of(sha256).stat().st_size
    except FileNotFoundError:
        return Leaf(name, (*facts, Fact("Hinweis", "Die Datei fehlt im Speicher.")))
    if not is_whole:
        facts = (*facts, Fact("Hinweis", "Die Datei stimmt nicht mehr mit der Prüfsumme überein."))
        content = storage.path_of(sha256).read_bytes()
        return Leaf(name, facts, enclosures=(Enclosure(_safe(name), "Datei", content),))
    file = Enclosure(_safe(name), "Datei, wie sie eingegangen ist", stored=sha256, size=size)
    return Leaf(name, facts, enclosures=(file,))


def _safe(name: str) -> str:
    """The file's own name as far as every system can write it."""
    return get_valid_filename(name)[-100:]


def _tools() -> Leaf:
    source = Path(verify_receipt.__file__)
    keys = receipts.keys_file(signing.published_keys())
    return Leaf(
        "Öffentliche Schlüssel und Prüfprogramm",
        (
            Fact(
                "Schlüssel veröffentlicht unter", f"{settings.SITE_ORIGIN}{reverse('receipt-keys')}"
            ),
        ),
        "Das Programm braucht nur Python und kein Netz. Es prüft eine Eingangsbestätigung "
        "(eingang-….json) gegen die Schlüssel und den Inhalt (fassung-….json).",
        (
            canonical("schluessel.json", "Öffentliche Schlüssel", keys),
            Enclosure(source.name, "Prüfprogramm", source.read_bytes()),
        ),
    )
