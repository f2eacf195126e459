"""The catalogues of translations: collect, check, compile. Babel does the work of gettext.

    python -m tools.messages update|check|compile

The texts in the code are German, so only the other languages need a catalogue of them.
``locale/de`` holds something else: our own wording for Django's messages, which say "du".
Entries are sorted and carry no line numbers, so that two people's changes rarely collide.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.programs import ROOT

FOLDERS = ("templates", "config", "competition", "programme", "reviews", "api", "kern", "demo")
# The style guide for developers shows made-up texts; it stays German.
LEFT_OUT = {"gallery", "gallery.html"}
LANGUAGES = ("en",)
# Function names, and which of their arguments are texts, in Babel's notation.
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {catalogue.plural_forms}\\n"

"""


def catalogue_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def sources() -> Iterator[str]:
    """The text of every Python file and page, templates as Python that gettext can read.

    Letters (``.txt``) are left out: they are German in every language (§ 23 VwVfG).
    """
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            parts = path.relative_to(ROOT).parts
            if LEFT_OUT & set(parts):
                continue
            if path.suffix == ".py" and "migrations" not in parts:
                yield path.read_text(encoding="utf-8")
            elif path.suffix == ".html" and "templates" in parts:
                yield template_as_python(path.read_text(encoding="utf-8"), path)


def template_as_python(text: str, path: Path) -> str:
    """Django blanks out all but the texts; what is left is flush left, or Python would object."""
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines)


def collect(texts: Iterable[str]) -> Catalog:
    """All messages that the given sources mark, with their comments "Translators:"."""
    found = Catalog()
    for text in texts:
        stream = io.BytesIO(text.encode())
        options = {"encoding": "utf-8"}
        for _, message, comments, context in extract(
            "python", stream, KEYWORDS, ["Translators:"], options
        ):
            if message:
                found.add(message, auto_comments=comments, context=context)
    return found


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it stands; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merged(found: Catalog, known: Catalog, language: str) -> Catalog:
    """The messages of the code with the translations there are; what is not used any more goes."""
    result = Catalog(locale=language)
    for message in _messages(found):
        before = known.get(message.id, context=message.context)
        fits = before is not None and bool(before.pluralizable) == bool(message.pluralizable)
        result.add(
            message.id,
            before.string if before is not None and fits else None,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before is not None else (),
            context=message.context,
        )
    return result


def written(catalogue: Catalog, language: str) -> str:
    """A catalogue as text, without dates and line numbers."""
    body = io.BytesIO()
    write_po(body, catalogue, width=98, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language, catalogue=catalogue) + body.getvalue().decode()


def complaints(found: Catalog, known: Catalog) -> Iterator[str]:
    """What is missing, left over, doubtful or wrongly filled in, one sentence each."""
    for message in _messages(found):
        before = known.get(message.id, context=message.context)
        if before is None:
            yield f"not in the catalogue: {_shown(message)}"
        elif not _translated(before):
            yield f"not translated: {_shown(message)}"
    for message in _messages(known):
        if message.fuzzy:
            yield f"marked fuzzy: {_shown(message)}"
        if found.get(message.id, context=message.context) is None:
            yield f"no longer used: {_shown(message)}"
        elif _translated(message) and not _same_gaps(message):
            yield f"other placeholders than the text: {_shown(message)}"


def _same_gaps(message: Message) -> bool:
    """Whether every form names the same placeholders as the longest form of the text."""
    gap = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = set(gap.findall(ids[-1]))
    return set(gap.findall(_strings(message)[-1])) == wanted


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _translated(message: Message) -> bool:
    """Whether it has a text in every form."""
    strings = _strings(message)
    return bool(strings) and all(strings)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) < 100 else f"{text[:97]}...")


def update() -> None:
    """Write every language's catalogue with the texts of today."""
    found = collect(sources())
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merged(found, read(path, language), language)
        path.write_text(written(catalogue, language), encoding="utf-8")
        empty = sum(not _translated(message) for message in _messages(catalogue))
        print(f"{path.relative_to(ROOT)}: {len(_messages(catalogue))} texts, {empty} to translate")


def check() -> list[str]:
    """Every complaint about every language's catalogue."""
    found = collect(sources())
    return [
        f"{language}: {complaint}"
        for language in LANGUAGES
        for complaint in complaints(found, read(catalogue_path(language), language))
    ]


def compile_all() -> None:
    """Write the form that Django reads beside every source."""
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        catalogue = read(path, path.parent.parent.name)
        unfinished = path.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(path.with_suffix(".mo"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Catalogues of translations.")
    parser.add_argument("act", choices=["update", "check", "compile"])
    act = parser.parse_args().act
    if act == "update":
        update()
    elif act == "compile":
        compile_all()
    elif found := check():
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
