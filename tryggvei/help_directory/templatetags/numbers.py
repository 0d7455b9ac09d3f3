"""Telephone numbers in templates: one source, dialled with a press, read right in any script."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tryggvei.help_directory.api import OpenState, Service, open_now, service
from tryggvei.toolbox import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def phone(context: template.Context, key: str) -> SafeString:
    """Return the number as a link. Where a service has no number: its name and other numbers.

    Raises KeyError for an unknown service: a page must not go out with a hole in it.
    """
    language = _language(context)
    found = service(key)
    if found.number is not None:
        return _link(found, language)
    others = [other for other in map(service, found.alternatives) if other.number is not None]
    links = SafeString(", ").join(
        format_html("{} {}", other.name.in_language(language), _link(other, language))
        for other in others
    )
    text = gettext("nummeret er ikke klart ennå. Ring i stedet:")
    return format_html("{}: {} {}", found.name.in_language(language), text, links)


@register.simple_tag(takes_context=True)
def service_card(context: template.Context, key: str) -> SafeString:
    """Return all that is known of a service: number, hours, cost, what is written down."""
    language = _language(context)
    found = service(key)
    lines = _lines(found, language)
    return render_to_string(
        "help_directory/service_card.html",
        {
            "service": found,
            "name": found.name.in_language(language),
            "who_for": found.who_for.in_language(language),
            "lines": lines,
            "open_now": open_now(found, clock.now()) is OpenState.OPEN,
            "phone": _link(found, language) if found.number else "",
            "alternatives": [
                (other.name.in_language(language), _link(other, language))
                for other in map(service, found.alternatives)
                if other.number is not None
            ],
        },
    )


def _language(context: template.Context) -> str:
    return str(context.get("language") or get_language() or "nb")


def _link(found: Service, language: str) -> SafeString:
    assert found.number is not None  # noqa: S101 - the callers have looked
    # The number as shown stands in the label too: voice control listens for what is seen
    # (WCAG 2.5.3).
    spoken = gettext("Ring %(name)s, %(number)s") % {
        "name": found.name.in_language(language),
        "number": found.number.display,
    }
    # Isolated and left to right: in an Arabic sentence a bare number is shown backwards.
    return format_html(
        '<a href="{}" aria-label="{}"><bdi dir="ltr">{}</bdi></a>',
        found.number.tel_uri,
        spoken,
        found.number.display,
    )


def _lines(found: Service, language: str) -> list[str]:
    lines: list[Any] = [found.hours.words if found.hours else None]
    lines += [found.chat, found.sms, found.note, found.records]
    told = [words.in_language(language) for words in lines if words is not None]
    if found.free:
        told.append(gettext("Det er gratis."))
    if found.anonymous:
        told.append(gettext("Du kan være anonym."))
    if found.interpreter:
        told.append(gettext("De kan bruke tolk."))
    if found.sign_language:
        told.append(gettext("De kan tegnspråk."))
    return told
