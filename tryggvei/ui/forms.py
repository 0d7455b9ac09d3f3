"""How every form of both faces is drawn: label, hint, error beside the field, words for required.

Nothing is guessed by the browser: autocomplete is off and, on the public face, so is the spelling
check, because some browsers send the text away to check it (security study, promise 32). The
browser's own "required" bubble is replaced by ours: it speaks the browser's language, one field at
a time, and vanishes.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest

_GROUPS = {
    "django/forms/widgets/radio.html": "ui/forms/options.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/options.html",
}
_BOXES = {"radio", "checkbox"}
_TYPED = {"", "text", "search"}


class Renderer(DjangoTemplates):
    """Django's FORM_RENDERER for both faces; the markup lies in templates/ui/forms/."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw a form, a field or a widget; widgets first get class and quiet attributes."""
        if "widget" in context:
            for widget in _all_of(context["widget"]):
                _calm(widget)
        return str(super().render(_GROUPS.get(template_name, template_name), context, request))


def _all_of(widget: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the controls inside a widget's context: itself, its parts or its options."""
    if widget.get("template_name") in _GROUPS:
        for _group, options, _index in widget["optgroups"]:
            yield from options
    elif "subwidgets" in widget:
        for part in widget["subwidgets"]:
            yield from _all_of(part)
    elif not widget.get("is_hidden"):
        yield widget


def _calm(widget: dict[str, Any]) -> None:
    """Give one control the design system's class, and no memory of what was typed in it."""
    attributes = widget["attrs"]
    kind = str(widget.get("type", ""))
    attributes.setdefault("class", "ds-input")
    required = attributes.pop("required", False)
    if kind in _BOXES:
        attributes.pop("aria-invalid", None)  # not for a single box; the group's text tells it
        return
    if required:
        attributes["aria-required"] = "true"
    attributes.setdefault("autocomplete", "off")
    if widget.get("template_name") == "django/forms/widgets/textarea.html":
        # A pasted text must not be cut without a word: the server says when it is too long.
        attributes.pop("maxlength", None)
        attributes.setdefault("rows", "6")
    is_list = str(widget.get("template_name", "")).endswith("/select.html")
    if settings.FACE == "public" and kind in _TYPED and not is_list:
        attributes.setdefault("spellcheck", "false")
