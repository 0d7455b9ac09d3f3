"""Draw the list of topics, with what the script needs to search in it."""

from typing import Any

from tryggvei.website import queries
from tryggvei.website.rules import topics


def context(language: str) -> dict[str, Any]:
    """Return what the template of the list draws, in a whole language. Raises PackError."""
    found = queries.topics(language)
    return {
        "stop": " ".join(found.stop) if found else "",
        "letters": topics.rows(queries.topic_targets(language), found, language),
    }
