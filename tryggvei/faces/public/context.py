"""What every live page of the public face knows: language, municipality, the way out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from tryggvei.ui.api import language_links, public_shell


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return language, lang_dir, languages, municipality, neutral_url, leave_url (a path)."""
    language = get_language() or settings.LANGUAGE_CODE
    frame = public_shell({"language": language, "languages": language_links(request.path)})
    return {
        "language": frame.language,
        "lang_dir": frame.lang_dir,
        "languages": frame.languages,
        "municipality": frame.municipality_name,
        "neutral_url": frame.neutral_url,
        "leave_url": frame.leave_url,
    }
