"""What a page shows: facts, tables, figures, phases, cards."""

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = Library()


@register.simple_block_tag
def description_list(content: str) -> SafeString:
    """Facts as pairs, made of `{% entry %}`s."""
    return format_html('<dl class="kern-description-list">{}</dl>', content)


@register.simple_block_tag
def entry(content: str, key: str, url: str = "", action: str = "") -> SafeString:
    """One fact; with an address, a link to change it that names what it changes."""
    return render_to_string(
        "kern/components/entry.html",
        {"key": key, "url": url, "action": action, "content": content},
    )


@register.simple_block_tag
def table_region(content: str, label: str, cards: bool = False) -> SafeString:
    """Keeps a wide table inside the page: it scrolls alone and can be reached by keyboard.

    With `cards`, and with JavaScript, each row becomes a card on a narrow screen.
    """
    return format_html(
        '<div class="table-region" role="region" aria-label="{}" tabindex="0"{}>{}</div>',
        label,
        SafeString(" data-kern-cards") if cards else "",
        content,
    )


@register.simple_block_tag
def phases(content: str, label: str) -> SafeString:
    """The stages of a procedure in their order, made of `{% phase %}`s."""
    return format_html('<ol class="phases" aria-label="{}">{}</ol>', label, content)


@register.simple_tag
def phase(text: str, state: str = "open", detail: str = "") -> SafeString:
    """One stage: "done", "current" or still "open"; `detail` is its date or a few words."""
    states = {"done": _("abgeschlossen"), "current": _("läuft"), "open": _("steht aus")}
    return format_html(
        '<li class="phase phase--{}"{}><span class="phase-name">{}</span>'
        '<span class="kern-sr-only"> ({})</span>{}</li>',
        state,
        SafeString(' aria-current="step"') if state == "current" else "",
        text,
        states[state],
        format_html('<span class="phase-detail">{}</span>', detail) if detail else "",
    )


@register.simple_tag
def figure(value: object, label: str) -> SafeString:
    """A number that matters and what it counts."""
    return format_html(
        '<p class="figure"><strong class="figure-value">{}</strong>'
        ' <span class="figure-label">{}</span></p>',
        value,
        label,
    )


@register.simple_block_tag
def card(content: str, title: str, url: str = "", preline: str = "", level: int = 2) -> SafeString:
    """A thing in a list of things; its title is the link, the whole card can be clicked."""
    return render_to_string(
        "kern/components/card.html",
        {"title": title, "url": url, "preline": preline, "level": level, "content": content},
    )


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    """Text that can be opened; the browser's own element, so it needs no script."""
    return format_html(
        '<details class="kern-accordion"{}><summary class="kern-accordion__header">'
        '<span class="kern-title">{}</span></summary>'
        '<div class="kern-accordion__body">{}</div></details>',
        SafeString(" open") if open else "",
        summary,
        content,
    )
