"""`{% load flow %}`: the sheets of a flowchart, drawn where they are shown."""

from collections.abc import Callable
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from tryggvei.guides.rules.flow.chart import Box, Chart
from tryggvei.guides.rules.flow.layout import is_wide, laid_out
from tryggvei.guides.rules.flow.svg import SvgWords, svg_of

register = template.Library()
# A bake draws the same charts many times over, and an editor the same draft for every form.
_laid_out = lru_cache(maxsize=256)(laid_out)


@register.inclusion_tag("guides/public/_sheets.html")
def flow_sheets(chart: Chart, words: SvgWords, guide_path: str) -> dict[str, object]:
    """Show the sheets of a chart; `guide_path` is the page whose steps the boxes lead to."""
    return _sheets(chart, words, lambda box: f"{guide_path}#{box.anchor}")


@register.inclusion_tag("guides/public/_sheets.html")
def flow_to_write(
    chart: Chart, words: SvgWords, edit_path: str = "", here: str = ""
) -> dict[str, object]:
    """Show the sheets of a draft. here: the step that is being written.

    The boxes lead to their forms at `edit_path`, or to the list below for who may not write.
    """

    def link(box: Box) -> str:
        return f"{edit_path}?steg={box.key}" if edit_path else f"#omriss-{box.number}"

    return _sheets(chart, words, link, here)


def _sheets(
    chart: Chart, words: SvgWords, link: Callable[[Box], str], here: str = ""
) -> dict[str, object]:
    drawing = _laid_out(chart)
    sheets = [_safe(svg) for svg in svg_of(drawing, words, link, here)]
    return {"sheets": sheets, "is_wide": is_wide(drawing), "title": chart.title}


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - built by ElementTree, which escapes every text
