"""Ways through the site: breadcrumbs, tabs, navigation, pages, tasks, language."""

from typing import Any

from django.core.paginator import Page
from django.template import Library
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = Library()


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """The way from the start to this page, made of `{% crumb %}`s."""
    return format_html(
        '<nav class="breadcrumbs" aria-label="{}"><ol>{}</ol></nav>', _("Sie sind hier"), content
    )


@register.simple_tag
def crumb(text: str, url: str = "", lang: str = "") -> SafeString:
    """One step of the way; the last one, without address, is this page. `lang`: of its text."""
    spoken = format_html(' lang="{}"', lang) if lang else ""
    if url:
        return format_html('<li><a href="{}"{}>{}</a></li>', url, spoken, text)
    return format_html('<li><span aria-current="page"{}>{}</span></li>', spoken, text)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Views of the same thing, as links: they work without script and can be bookmarked."""
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label, content)


@register.simple_tag
def tab(text: str, url: str, current: bool = False) -> SafeString:
    """One view; `current` marks the one that is shown."""
    return _nav_item(text, url, "page" if current else "")


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, text: str, url: str, exact: bool = False, also: str = ""
) -> SafeString:
    """An entry of the main navigation. It is current on its own page and on those below it.

    ``also``: the start of other addresses that belong to it.
    """
    request = context.get("request")
    path = request.path if request else ""
    if path == url:
        return _nav_item(text, url, "page")
    below = not exact and url != "/" and path.startswith(url)
    below = below or bool(also and path.startswith(also))
    return _nav_item(text, url, "true" if below else "")


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], param: str = "page") -> SafeString:
    """Links to the pages of a list. The rest of the query (filters, order) is kept."""
    request = context.get("request")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    parts = [(n, _with_page(request, param, n) if isinstance(n, int) else "") for n in numbers]
    around = {
        "previous": page.has_previous() and _with_page(request, param, page.number - 1),
        "next": page.has_next() and _with_page(request, param, page.number + 1),
    }
    return render_to_string(
        "kern/components/pagination.html", {"page": page, "parts": parts, **around}
    )


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    """Tasks in their order, numbered by the style sheet."""
    return format_html('<ol class="kern-task-list__list task-list">{}</ol>', content)


@register.inclusion_tag("kern/components/task.html")
def task(
    text: str, url: str, status: str, kind: str = "info", hint: str = "", lang: str = ""
) -> dict[str, str]:
    """One task with its state; without an address it cannot be begun yet. `lang`: of its text."""
    return {"text": text, "url": url, "status": status, "kind": kind, "hint": hint, "lang": lang}


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """Buttons for the other languages; nothing where Django's `set_language` is not mounted."""
    return render_to_string("kern/components/language_switch.html", request=context.get("request"))


@register.simple_tag
def skip_link(target: str = "inhalt") -> SafeString:
    """The first stop of the keyboard: past the header, to the element with this id."""
    return format_html(
        '<a class="skip-link kern-link" href="#{}">{}</a>', target, _("Zum Inhalt springen")
    )


def _nav_item(text: str, url: str, current: str) -> SafeString:
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, text)


def _with_page(request: Any, param: str, number: int) -> str:
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{param}={number}"
    query[param] = str(number)
    return f"?{query.urlencode()}"
