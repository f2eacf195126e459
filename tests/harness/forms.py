"""The forms of a page, as a browser would send them back untouched."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Sent = dict[str, list[str]]
# What a browser sends only when it is ticked.
TICKED = {"checkbox", "radio"}
WRITTEN = {"text", "search"}


@dataclass
class Form:
    """Where it goes, what stands in its fields, and the buttons that send it.

    ``texts``: the names of fields in which one writes.
    """

    action: str
    fields: Sent = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def sent(self, button: tuple[str, str], **changed: list[str]) -> Sent:
        name, value = button
        return {**self.fields, **({name: [value]} if name else {}), **changed}


class Forms(HTMLParser):
    """``found``: the forms within ``main`` that write."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._in_main = False
        self._text: tuple[str, list[str]] | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._in_main = True
        elif tag == "form" and self._in_main and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", "").partition("#")[0])
            self.found.append(self._form)
        elif self._form is not None:
            self._part(self._form, tag, given)

    def _part(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button" and kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and name:
            form.names.add(name)
            form.texts |= {name} if kind in WRITTEN else set()
            if kind not in TICKED or "checked" in given:
                form.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea" and name:
            form.names.add(name)
            form.texts.add(name)
            self._text = name, []
        elif tag == "select":
            self._select = name
            form.names.add(name)
        elif tag == "option" and ("selected" in given or self._select not in form.fields):
            form.fields[self._select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "main":
            self._in_main = False
        elif tag == "textarea" and self._text is not None and self._form is not None:
            self._form.fields[self._text[0]] = ["".join(self._text[1])]
            self._text = None
