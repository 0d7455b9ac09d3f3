"""The municipality's pack lies over the shared one, key by key; faults are found in both."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel

from tests.contentpack.conftest import MARK, AddKind, Advice, Write
from tryggvei.contentpack.api import (
    PackError,
    Reviewed,
    UnknownKind,
    check_pack,
    pack_entries,
    pack_items,
)


class Page(Reviewed):
    """A text with front matter."""

    title: str
    body: str


def text_of(key: str) -> str:
    item = pack_items("advice")[key]
    assert isinstance(item, Advice)
    return item.text


def test_the_municipality_replaces_by_key_and_adds(write: Write) -> None:
    write("felles/advice/a.yaml", "key: a\ntext: felles\n" + MARK)
    write("felles/advice/b.yaml", "key: b\ntext: felles\n" + MARK)
    write("prove/advice/any-name.yaml", "key: b\ntext: lokal\n" + MARK)
    write("prove/advice/c.yaml", "key: c\ntext: lokal\n" + MARK)
    assert {key: text_of(key) for key in pack_items("advice")} == {
        "a": "felles",
        "b": "lokal",
        "c": "lokal",
    }
    assert pack_entries("advice")["b"].file == "prove/advice/any-name.yaml"


def test_a_changed_file_is_read_again(write: Write) -> None:
    path = write("felles/advice/a.yaml", "key: a\ntext: før\n" + MARK)
    assert text_of("a") == "før"
    path.write_text("key: a\ntext: etter\n" + MARK)
    os.utime(path, ns=(1, 1))
    assert text_of("a") == "etter"


def test_a_file_that_breaks_later_does_not_take_the_good_reading_away(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    path = write("felles/advice/a.yaml", "key: a\ntext: god\n" + MARK)
    assert text_of("a") == "god"
    path.write_text("key: [\n")
    os.utime(path, ns=(1, 1))
    assert text_of("a") == "god"
    assert "felles/advice/a.yaml" in caplog.text


def test_a_file_that_is_broken_from_the_start_is_an_error_with_its_place(write: Write) -> None:
    write("felles/advice/a.yaml", "key: a\ntext: 3\n" + MARK)
    with pytest.raises(PackError, match=r"felles/advice/a.yaml:2: text: .*string"):
        pack_items("advice")


def test_two_items_of_one_key_in_one_pack_are_a_fault(write: Write) -> None:
    write("felles/advice/a.yaml", "key: a\ntext: en\n" + MARK)
    write("felles/advice/b.yaml", "key: a\ntext: to\n" + MARK)
    _, findings = check_pack()
    assert [str(f) for f in findings] == [
        "felles/advice/b.yaml:1: the key 'a' is also used in felles/advice/a.yaml:1"
    ]


def test_many_items_in_one_file_share_the_files_mark(write: Write) -> None:
    write(
        "felles/many.yaml",
        MARK + "items:\n  - key: a\n    text: en\n  - key: b\n    text: to\n    days: mange\n",
    )
    counts, findings = check_pack()
    assert counts["many"] == 1
    assert [(f.file, f.line) for f in findings] == [("felles/many.yaml", 9)]


def test_an_item_with_its_own_mark_does_not_inherit_the_opposite_one(write: Write) -> None:
    write("felles/many.yaml", MARK + "items:\n  - key: a\n    text: en\n    unreviewed: ny\n")
    item = pack_items("many")["a"]
    assert isinstance(item, Advice)
    assert item.unreviewed == "ny"
    assert item.reviewed is None


def test_a_markdown_items_key_is_its_path(write: Write, add_kind: AddKind) -> None:
    add_kind("page", "pages/**/*.md", Page, layout="markdown")
    write("felles/pages/nb/hjem.md", f"---\ntitle: Råd\n{MARK}---\nTekst\n")
    assert list(pack_items("page")) == ["nb/hjem"]
    page = pack_items("page")["nb/hjem"]
    assert isinstance(page, Page)
    assert page.body == "Tekst\n"


def test_a_missing_pack_folder_is_a_fault(write: Write, tmp_path: Path) -> None:
    (tmp_path / "content" / "prove").rmdir()
    _, findings = check_pack()
    assert [str(f) for f in findings] == ["prove:1: the pack folder does not exist"]


def test_a_file_that_is_a_list_is_a_fault(write: Write) -> None:
    write("felles/advice/a.yaml", "- en\n- to\n")
    write("felles/many.yaml", "items: {}\n")
    _, findings = check_pack()
    assert [f.file for f in findings] == ["felles/advice/a.yaml", "felles/many.yaml"]


def test_two_rooms_cannot_have_the_same_kind(write: Write, add_kind: AddKind) -> None:
    add_kind("advice", "other/*.yaml", BaseModel)
    with pytest.raises(ImproperlyConfigured, match="two rooms"):
        pack_items("advice")


def test_an_unknown_kind_names_the_known_ones(write: Write) -> None:
    with pytest.raises(UnknownKind, match="advice, many"):
        pack_items("guide")
