"""Small signs inside a line or a row: icon, badge, buttons."""

from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

#: The icon that KERN gives to each kind of feedback.
KIND_ICONS = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
    "neutral": "more-vert",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of KERN's icons; decorative, so the text beside it must say the same."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_tag(name="badge")
def badge(text: str, kind: str = "info", icon: bool = False) -> SafeString:
    """A state in one or two words. Its colour says nothing that the word does not say."""
    sign = _icon(KIND_ICONS[kind]) if icon else ""
    return format_html(
        '<span class="kern-badge kern-badge--{}">{}<span class="kern-label">{}</span></span>',
        kind,
        sign,
        text,
    )


@register.simple_tag
def button(
    text: str,
    variant: str = "primary",
    name: str = "",
    value: str = "",
    icon: str = "",
    type: str = "submit",
    form: str = "",
) -> SafeString:
    """A button of the form around it, or of the form whose id is given."""
    extra = format_html(' name="{}" value="{}"', name, value) if name else SafeString("")
    if form:
        extra += format_html(' form="{}"', form)
    return format_html(
        '<button type="{}" class="kern-btn kern-btn--{}"{}>{}</button>',
        type,
        variant,
        extra,
        _face(text, icon),
    )


@register.simple_tag
def link_button(text: str, url: str, variant: str = "primary", icon: str = "") -> SafeString:
    """A link that looks like a button, for the next step of a task."""
    return format_html(
        '<a class="kern-btn kern-btn--{}" href="{}">{}</a>', variant, url, _face(text, icon)
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: RequestContext,
    text: str,
    url: str,
    variant: str = "primary",
    icon: str = "",
    **fields: object,
) -> SafeString:
    """A form of one button: further keywords are sent as hidden fields."""
    return render_to_string(
        "kern/components/post_button.html",
        {"url": url, "variant": variant, "face": _face(text, icon), "fields": fields},
        request=context.get("request"),
    )


@register.simple_block_tag
def button_group(content: str) -> SafeString:
    """Buttons side by side, the main one first; one below the other on a phone."""
    return format_html('<div class="kern-btn-wrapper">{}</div>', content)


def _face(text: str, icon_name: str) -> SafeString:
    sign = _icon(icon_name) if icon_name else ""
    return format_html('{}<span class="kern-label">{}</span>', sign, text)


#: `badge` and the buttons have a parameter called `icon`, as authors expect it.
_icon = icon
