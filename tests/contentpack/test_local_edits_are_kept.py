"""Loading twice changes nothing; a local edit survives a new pack until it is given up."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from pydantic import ValidationError
from pytest_django.fixtures import Settings

from tests.contentpack.conftest import MARK, Advice, Write
from tryggvei.contentpack.api import (
    EditConflict,
    edit,
    item,
    items,
    load,
    overtaken_edits,
    state_of,
)
from tryggvei.contentpack.local_edits import edits_file

pytestmark = pytest.mark.django_db


def values(text: str, **more: Any) -> dict[str, Any]:
    return {**state_of("advice", "a").data, "text": text, **more}


def text_of(key: str = "a") -> str:
    found = item("advice", key)
    assert isinstance(found, Advice)
    return found.text


@pytest.fixture(autouse=True)
def pack(write: Write) -> None:
    write("felles/advice/a.yaml", "key: a\ntext: pakke\n" + MARK)
    write("felles/advice/b.yaml", "key: b\ntext: pakke\n" + MARK)


def test_the_second_load_changes_nothing() -> None:
    assert load().changes == 2
    second = load()
    assert (second.changes, second.unchanged) == (0, 2)


def test_an_edit_is_used_and_its_difference_is_shown(write: Write) -> None:
    load()
    edit("advice", "a", values("lokal"), actor_id=7)
    assert text_of() == "lokal"
    report = load()
    assert report.changes == 0
    assert "-text: pakke\n+text: lokal" in report.kept["advice/a"]
    assert state_of("advice", "a").edited_by == 7


def test_a_new_pack_does_not_overwrite_an_edit(write: Write) -> None:
    load()
    edit("advice", "a", values("lokal"), actor_id=7)
    write("felles/advice/a.yaml", "key: a\ntext: pakke to\n" + MARK)
    report = load()
    assert report.changed == ["advice/a"]
    assert text_of() == "lokal"
    assert "-text: pakke to\n+text: lokal" in report.kept["advice/a"]
    assert load().changes == 0


def test_a_pack_that_has_moved_on_since_the_edit_is_told(write: Write) -> None:
    edit("advice", "a", values("lokal"), actor_id=7)
    assert not state_of("advice", "a").pack_has_moved
    assert overtaken_edits() == set()
    write("felles/advice/a.yaml", "key: a\ntext: pakke to\n" + MARK)
    load()
    assert state_of("advice", "a").pack_has_moved
    assert overtaken_edits() == {("advice", "a")}
    edit("advice", "a", values("lokal igjen"), actor_id=7)
    assert overtaken_edits() == set()


def test_the_pack_is_taken_only_by_name() -> None:
    load()
    edit("advice", "a", values("lokal"), actor_id=7)
    report = load(frozenset({"advice/a"}))
    assert report.taken == ["advice/a"]
    assert text_of() == "pakke"
    assert load().changes == 0


def test_an_edit_works_before_the_first_load() -> None:
    edit("advice", "a", values("lokal"), actor_id=7)
    assert text_of() == "lokal"
    assert load().kept.keys() == {"advice/a"}


def test_an_edit_back_to_the_pack_is_no_edit() -> None:
    edit("advice", "a", values("lokal"), actor_id=7)
    edit("advice", "a", values("pakke"), actor_id=7)
    assert not state_of("advice", "a").edited
    assert load().kept == {}


def test_an_edit_that_the_schema_refuses_changes_nothing() -> None:
    with pytest.raises(ValidationError):
        edit("advice", "a", values("lokal", days="mange"), actor_id=7)
    assert text_of() == "pakke"


def test_an_unknown_item_cannot_be_edited() -> None:
    with pytest.raises(KeyError):
        edit("advice", "x", values("lokal"), actor_id=7)


def test_two_editors_do_not_overwrite_each_other() -> None:
    seen = state_of("advice", "a").digest
    edit("advice", "a", values("først"), actor_id=7, seen=seen)
    with pytest.raises(EditConflict):
        edit("advice", "a", values("sist"), actor_id=8, seen=seen)
    assert text_of() == "først"


def test_an_edit_whose_item_leaves_the_pack_is_kept_and_told(write: Write) -> None:
    load()
    edit("advice", "a", values("lokal"), actor_id=7)
    write("felles/advice/a.yaml", "key: c\ntext: ny\n" + MARK)
    report = load()
    assert report.kept.keys() == {"advice/a"}
    assert set(items("advice")) == {"a", "b", "c"}
    assert load(frozenset({"advice/a"})).taken == ["advice/a"]
    assert set(items("advice")) == {"b", "c"}


def test_a_broken_pack_loads_nothing(write: Write) -> None:
    write("felles/advice/z.yaml", "key: z\n")
    with pytest.raises(CommandError, match=r"felles/advice/z.yaml:1: .*nothing was loaded"):
        call_command("content", "load")


def test_the_public_process_reads_edits_without_a_database(
    settings: Settings, django_assert_num_queries: Any
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit("advice", "a", values("lokal"), actor_id=7)
    settings.FACE = "public"
    with django_assert_num_queries(0):
        assert text_of() == "lokal"
        assert text_of("b") == "pakke"


def test_a_broken_file_of_edits_leaves_the_pack_standing(settings: Settings) -> None:
    edits_file().parent.mkdir(parents=True)
    edits_file().write_text("{")
    settings.FACE = "public"
    assert text_of() == "pakke"


def test_an_edit_that_no_longer_fits_gives_way_to_the_pack(settings: Settings) -> None:
    edits_file().parent.mkdir(parents=True)
    edits_file().write_text(json.dumps({"advice": {"a": {"key": "a"}}}))
    settings.FACE = "public"
    assert text_of() == "pakke"


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    call_command("content", "load", stdout=out)
    assert "2 changed (2 added" in out.getvalue()
    edit("advice", "a", values("lokal"), actor_id=7)
    out = StringIO()
    call_command("content", "load", stdout=out)
    assert "local edit kept: advice/a" in out.getvalue()
    assert "+text: lokal" in out.getvalue()
    assert "0 changed" in out.getvalue()


def test_taking_the_pack_where_there_is_no_edit_is_refused() -> None:
    load()
    with pytest.raises(CommandError, match="no local edit of advice/a"):
        call_command("content", "load", take_pack=["advice/a"])


def test_check_prints_each_finding_and_fails(write: Write) -> None:
    write("felles/advice/z.yaml", "key: z\ntext: 3\n" + MARK)
    out = StringIO()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("content", "check", stdout=out)
    assert "felles/advice/z.yaml:2: text:" in out.getvalue()


def test_check_prints_counts_when_all_is_well() -> None:
    out = StringIO()
    call_command("content", "check", stdout=out)
    assert "advice 2, many 0" in out.getvalue()
