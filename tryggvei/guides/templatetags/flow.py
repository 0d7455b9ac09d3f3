"""`{% load flow %}`: the sheets of a flowchart, drawn where they are shown."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.flow.layout import is_wide, laid_out
from tryggvei.guides.rules.flow.svg import SvgWords, svg_of

register = template.Library()


@register.inclusion_tag("guides/public/_sheets.html")
def flow_sheets(chart: Chart, words: SvgWords, guide_path: str) -> dict[str, object]:
    """Show the sheets of a chart; `guide_path` is the page whose steps the boxes lead to."""
    drawing = laid_out(chart)
    sheets = [_safe(svg) for svg in svg_of(drawing, words, guide_path)]
    return {"sheets": sheets, "is_wide": is_wide(drawing), "title": chart.title}


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - built by ElementTree, which escapes every text
