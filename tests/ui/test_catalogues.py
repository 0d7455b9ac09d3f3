"""The translations are current, whole on the public face, and keep every placeholder."""

import re

import polib
import pytest

from tryggvei.ui.management.commands import catalogues


def test_the_catalogues_are_current() -> None:
    assert catalogues.findings() == []


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_text_is_translated_with_the_same_placeholders(language: str) -> None:
    hole = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z]+[^>]*>")
    entries = polib.pofile(str(catalogues.catalogue_path(language)))
    assert len(entries) > 800
    for entry in entries:
        if catalogues.DJANGO in [place for place, _line in entry.occurrences]:
            assert entry.msgstr
        elif entry.msgid_plural:
            holes = set(hole.findall(entry.msgid + entry.msgid_plural))
            assert all(set(hole.findall(t)) <= holes and t for t in entry.msgstr_plural.values())
        else:
            assert entry.msgstr, entry.msgid
            assert sorted(hole.findall(entry.msgstr)) == sorted(hole.findall(entry.msgid))


def test_a_new_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = catalogues.collect()
    texts[("En helt ny setning", "")] = ["intake/public/forms.py"]
    monkeypatch.setattr(catalogues, "collect", lambda: texts)
    assert any("En helt ny setning" in line for line in catalogues.findings())
