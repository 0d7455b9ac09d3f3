"""A handful of plain line drawings, drawn for this project, shown beside words and never alone."""

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "phone": (
        "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3"
        "A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
    ),
    "arrow": "M4 12h15m-6-6 6 6-6 6",
    "check": "M4 13l5 5L20 6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4v5l4 2",
    "lock": "M6 11h12v9H6zm2 0V8a4 4 0 0 1 8 0v3",
}


def svg(name: str) -> SafeString:
    """Return the drawing as inline SVG, hidden from screen readers. Raises KeyError."""
    mirrored = ' class="mirrored"' if name == "arrow" else ""
    return mark_safe(  # noqa: S308 - constants above
        f'<svg{mirrored} aria-hidden="true" focusable="false" width="24" height="24"'
        f' viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )
