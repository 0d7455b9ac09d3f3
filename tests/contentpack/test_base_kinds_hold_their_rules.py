"""Acts, sections, languages and the municipality refuse what contradicts itself."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from tests.contentpack.conftest import MARK, Write
from tests.rooms import furnish
from tryggvei.contentpack.api import Law, Municipality, check_pack
from tryggvei.contentpack.apps import ContentpackConfig
from tryggvei.house.api import Kind, follow

SECTION: dict[str, Any] = {
    "id": "strl-196",
    "act": "strl",
    "section": "§ 196",
    "title": "Avverge",
    "kind": "duty",
    "threshold": "certain_or_most_likely",
    "bound": "alle",
    "summary": "Tekst.",
    "mark": "V",
    "checked_on": "2026-04-13",
    "unreviewed": "ikke lest",
    "review_by": "2027-04-13",
    "sources": ["loven"],
}


def _base_kinds(patch: pytest.MonkeyPatch, *names: str) -> None:
    kinds = [kind for kind in ContentpackConfig.room.kinds if kind.name in names]
    there = [replace(kind, **_followed(kind)) for kind in kinds]
    furnish(patch, keep=True, kinds=tuple(there))


def _followed(kind: Kind) -> dict[str, Any]:
    paths = {"schema": kind.schema, "check": kind.check}
    return {name: follow("tryggvei.contentpack", path) for name, path in paths.items() if path}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "right"},
        {"section": "196"},
        {"mark": "X"},
        {"valid_from": "2026-01-02", "valid_to": "2026-01-01"},
        {"link": "https://lovdata.no"},
    ],
)
def test_a_section_must_be_sound(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Law.model_validate({**SECTION, **change})


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        ("  - {key: bvl, name: B, short: b}\n", "is not in acts.yaml"),
        ("  - {key: strl, name: S, short: s, in_force: false}\n", "is not in force"),
    ],
)
def test_a_section_belongs_to_an_act_in_force(
    write: Write, monkeypatch: pytest.MonkeyPatch, act: str, fault: str
) -> None:
    _base_kinds(monkeypatch, "acts", "laws")
    write("felles/acts.yaml", "items:\n" + act)
    rows = "".join(f"    {key}: {value}\n" for key, value in SECTION.items() if key != "id")
    write("felles/laws.yaml", "items:\n  - id: strl-196\n" + rows)
    _, findings = check_pack()
    assert [(found.file, found.line) for found in findings] == [("felles/laws.yaml", 3)]
    assert fault in findings[0].reason


def test_the_municipality_is_one_with_known_languages(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    _base_kinds(monkeypatch, "languages", "municipality")
    write("felles/languages.yaml", "items:\n  - {key: nb, name: Bokmål, name_nb: bokmål}\n")
    _, findings = check_pack()
    assert "there must be one" in findings[0].reason
    write(
        "prove/municipality.yaml",
        "key: prove\nname: Prøve kommune\nshort_name: Prøve\nnumber: '0000'\n"
        "neutral_url: https://neutral.example/\nlanguages: [nb, qq]\n" + MARK,
    )
    _, findings = check_pack()
    assert [found.reason for found in findings] == ["the language 'qq' is unknown"]


@pytest.mark.parametrize(("written", "meant"), [("on", True), ("off", False), (True, True)])
def test_on_and_off_are_understood(written: object, meant: bool) -> None:
    values = {
        "key": "p",
        "name": "P",
        "short_name": "P",
        "number": "0000",
        "neutral_url": "https://neutral.example/",
        "languages": ["nb"],
        "dialogue": written,
        "unreviewed": "ny",
        "review_by": "2027-01-01",
        "sources": ["x"],
    }
    assert Municipality.model_validate(values).dialogue is meant


def test_the_way_out_must_be_https() -> None:
    with pytest.raises(ValidationError):
        Municipality.model_validate({"neutral_url": "http://neutral.example/"})
