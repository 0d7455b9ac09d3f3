"""Addresses of the pages that the pack holds, so that no list of them is kept by hand."""

from pathlib import Path

PAGES = Path(__file__).parents[1] / "content" / "felles" / "pages"


def page_addresses(language: str = "nb") -> list[str]:
    """Return the addresses of a language's pages, without the first slash, the front page first."""
    prefix = "" if language == "nb" else f"{language}/"
    ids = sorted(path.stem for path in (PAGES / language).glob("*.md"))
    return [prefix, *(f"{prefix}{page_id}/" for page_id in ids if page_id != "hjem")]
