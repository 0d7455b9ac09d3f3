"""Plain values of an item, their digest, and the difference between two versions. Pure."""

import difflib
import hashlib
import json
from typing import Any

import yaml


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """Return the values as JSON knows them (dates become ISO text)."""
    made: dict[str, Any] = json.loads(json.dumps(data, default=str, ensure_ascii=False))
    return made


def digest(data: dict[str, Any]) -> str:
    """Return SHA-256 (64 hex digits) of the values, whatever the order of the keys."""
    text = json.dumps(plain(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def difference(name: str, pack: dict[str, Any], local: dict[str, Any]) -> str:
    """Return a unified diff from the pack's version to the local one; empty when they agree."""
    lines = difflib.unified_diff(
        _as_text(pack), _as_text(local), f"pack/{name}", f"local/{name}", lineterm=""
    )
    return "\n".join(lines)


def _as_text(data: dict[str, Any]) -> list[str]:
    dumped: str = yaml.safe_dump(plain(data), allow_unicode=True, sort_keys=True, width=96)
    return dumped.splitlines()
