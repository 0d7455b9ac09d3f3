"""Start-up check: the translations are compiled from the texts that stand here."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from tryggvei.ui.compiling import PACKAGE, is_compiled, sources


def translations_are_compiled(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - Django's signature
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """Return ui.E001 when a page would be shown in another language, or with a text that is old."""
    stale = [source for source in sources() if not is_compiled(source)]
    if not stale:
        return []
    first = stale[0].relative_to(PACKAGE) if stale[0].is_relative_to(PACKAGE) else stale[0]
    return [
        Error(
            f"{len(stale)} translations are not compiled, {first} among them.",
            hint="Run: bash deploy/venv.sh run (or python -m tryggvei.ui.compiling).",
            id="ui.E001",
        )
    ]
