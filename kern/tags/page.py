"""What the frame of a page needs: style sheets, scripts, the line of federal bodies."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kern import stylesheets

register = Library()


@register.simple_tag
def kern_head() -> SafeString:
    """Links to KERN's style sheets and ours; nothing where npm has not fetched KERN."""
    fonts = format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((url,) for url in stylesheets.urls(stylesheets.FONTS)),
    )
    sheets = format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((url,) for url in stylesheets.urls(stylesheets.SHEETS)),
    )
    return format_html("{}\n{}", fonts, sheets)


@register.simple_tag
def kern_scripts() -> SafeString:
    """The small scripts: counters and cards of tables; parts of forms that hang on each other."""
    urls = [asset_url(name) for name in ("kern/kern.js", "kern/forms.js")]
    return format_html_join(
        "\n", '<script src="{}" defer></script>', ((url,) for url in urls if url)
    )


@register.simple_tag
def asset_url(name: str) -> str:
    """The address of a static file; "" where a storage with a manifest does not know it."""
    try:
        return staticfiles_storage.url(name)
    except ValueError:
        return ""


@register.simple_tag
def official_line() -> SafeString:
    """KERN's line above the header; only federal bodies may show it (KERN_OFFICIAL_LINE)."""
    if not getattr(settings, "KERN_OFFICIAL_LINE", False):
        return SafeString("")
    return render_to_string("kern/components/official_line.html")
