"""`{% load ui %}`: the components of both faces. Each is shown on the staff page /komponenter/."""

from typing import Any, cast

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tryggvei.ui import assets, icons, shell

register = template.Library()

COLOURS = {"info": "info", "success": "success", "warning": "warning", "danger": "danger"}
_MESSAGE_COLOURS = {"error": "danger", "warning": "warning", "success": "success"}

_SHEETS = {
    "reading": assets.READING,
    "lists": assets.LISTS,
    "walk": assets.WALK,
    "rest": assets.REST,
}


@register.simple_tag
def public_css(form: object = None, kind: str = "reading") -> SafeString:
    """Return the built style sheet in a `<style>` element (its hash is in the CSP).

    form: whatever the context holds by that name; a page with a form gets the form's sheet.
    kind: "reading", "lists" (the finder and the topics), "walk" (a guide) or "rest".
    """
    name = assets.FORMS if form else _SHEETS[kind]
    return mark_safe(f"<style>{assets.public_css(name)}</style>")  # noqa: S308 - our own built file


@register.simple_tag
def card_css() -> SafeString:
    """Return the style of an action card in a `<style>` element, for a card saved as a file."""
    return mark_safe(f"<style>{assets.card_css()}</style>")  # noqa: S308 - our own file


@register.simple_tag
def leave_script() -> SafeString:
    """Return the leaving script in a `<script>` element; must stand in the head (ADR 0013)."""
    return mark_safe(f"<script>{assets.leave_js()}</script>")  # noqa: S308 - our own file


@register.simple_tag
def send_script() -> SafeString:
    """Return the script that sends `form[data-send]` without history; last in the body."""
    return mark_safe(f"<script>{assets.send_js()}</script>")  # noqa: S308 - our own file


@register.simple_tag
def finder_script() -> SafeString:
    """Return the script of the finder's choices; after the list that it works on."""
    return mark_safe(f"<script>{assets.finder_js()}</script>")  # noqa: S308 - our own file


@register.simple_tag
def search_script() -> SafeString:
    """Return the script of the search in the list of topics; after the list."""
    return mark_safe(f"<script>{assets.search_js()}</script>")  # noqa: S308 - our own file


@register.simple_tag(takes_context=True)
def public_shell(context: template.Context) -> shell.PublicShell:
    """Return what public/base.html needs; the page's context wins, then the language in force."""
    return shell.public_shell(cast(dict[str, Any], context.flatten()))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an inline SVG that screen readers skip. Raises KeyError for an unknown name."""
    return icons.svg(name)


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """Return the list of everything to mend in a form, each a link to its field; "" if none."""
    if not form.is_bound or not form.errors:
        return SafeString("")
    found: list[tuple[str, str]] = [("", str(error)) for error in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        # A group of boxes has no label of its own: lead to its first box.
        target = bound.id_for_label or f"{bound.auto_id}_0"
        found += [(target, f"{bound.label}: {error}") for error in bound.errors]
    return render_to_string("ui/error_summary.html", {"found": found})


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """Frame a message. kind: info, success, warning, danger. live=True is read out at once."""
    context = {
        "colour": COLOURS[kind],
        "title": title,
        "role": ("alert" if kind == "danger" else "status") if live else "",
        "content": content,
    }
    return render_to_string("ui/alert.html", context)


@register.simple_block_tag
def card(content: str, title: str = "", href: str = "", level: int = 2) -> SafeString:
    """Frame a thing of its own. With href the title is a link and the whole card is its target."""
    return render_to_string(
        "ui/card.html", {"title": title, "href": href, "level": level, "content": content}
    )


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    """Fold text away under a line; printed open."""
    return render_to_string(
        "ui/details.html", {"summary": summary, "open": open, "content": content}
    )


@register.simple_tag
def button(text: str, href: str = "", variant: str = "primary", **attributes: Any) -> SafeString:
    """Return a button, or a link that looks like one. variant: primary, secondary, tertiary.

    Other names become attributes, `_` turned to `-` (`name="x"`, `aria_describedby="y"`);
    `danger=True` marks the one act that cannot be undone.
    """
    danger = attributes.pop("danger", False)
    kind = attributes.pop("type", "submit")
    pairs = [(name.replace("_", "-"), value) for name, value in attributes.items()]
    return render_to_string(
        "ui/button.html",
        {
            "text": text,
            "href": href,
            "variant": variant,
            "type": kind,
            "danger": danger,
            "pairs": pairs,
        },
    )


@register.simple_tag
def status_tag(text: str, kind: str = "neutral") -> SafeString:
    """Return a small label for a state. The words carry the meaning; the colour only helps."""
    colour = COLOURS.get(kind, "neutral")
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', colour, text)


@register.simple_tag
def page_header(title: str, lead: str = "", back_url: str = "", back_text: str = "") -> SafeString:
    """Return the page's one h1, with a line below it and a way back above it."""
    return render_to_string(
        "ui/page_header.html",
        {
            "title": title,
            "lead": lead,
            "back_url": back_url,
            "back_text": back_text or gettext("Tilbake"),
        },
    )


@register.simple_tag
def empty_state(title: str, text: str = "", href: str = "", action: str = "") -> SafeString:
    """Say that there is nothing here, and what that means or what to do."""
    return render_to_string(
        "ui/empty_state.html", {"title": title, "text": text, "href": href, "action": action}
    )


@register.filter
def message_colour(message: Any) -> str:
    """Return the alert colour of a message of django.contrib.messages."""
    return _MESSAGE_COLOURS.get(getattr(message, "level_tag", ""), "info")


register.simple_tag(shell.date_in_words, name="date")
