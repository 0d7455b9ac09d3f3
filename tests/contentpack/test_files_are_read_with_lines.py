"""Every fault in a file is told with its line; nothing in a file can eat the memory."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tryggvei.contentpack.reading import MAX_BYTES, BadFile, read_document


def file_with(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_values_keep_their_lines(tmp_path: Path) -> None:
    document = read_document(file_with(tmp_path, "a: 1\nb:\n  - x: en\n  - x: to\n"))
    assert document.line_of(("b", 1, "x")) == 4
    assert document.line_of(("b", 1, "missing")) == 4
    assert document.line_of(("nothing",)) == 1


def test_yaml_traps_are_gone(tmp_path: Path) -> None:
    document = read_document(file_with(tmp_path, "a: 02800\nb: no\nc: 16:15\nd: 112\ne: yes\n"))
    assert document.data == {"a": "02800", "b": "no", "c": "16:15", "d": 112, "e": "yes"}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not valid YAML"),
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "two YAML documents"),
        ("", 1, "empty"),
        ("a: 2026-02-31\n", 1, "cannot be understood"),
        ("? [a, b]\n: 1\n", 1, "plain text"),
        (b"a: 1\nb: \xff\xfe\n", 2, "UTF-8"),
        ("a: 1\nb: \x01\n", 2, "character"),
    ],
)
def test_a_broken_file_is_told_with_line_and_reason(
    tmp_path: Path, text: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(BadFile) as caught:
        read_document(file_with(tmp_path, text))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
    )
    with pytest.raises(BadFile, match="anchors and aliases"):
        read_document(file_with(tmp_path, bomb))


def test_a_bottomless_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="levels deep"):
        read_document(file_with(tmp_path, "a: " + "[" * 900 + "]" * 900))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as out:
        out.truncate(10 * 1024 * 1024)
    with pytest.raises(BadFile, match=f"{MAX_BYTES:,}"):
        read_document(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_document(tmp_path / "none.yaml")


def test_markdown_has_front_matter_and_body(tmp_path: Path) -> None:
    document = read_document(
        file_with(tmp_path, "---\nid: hjem\ntitle: Råd\n---\n\n# Hei\n"), markdown=True
    )
    assert document.data == {"id": "hjem", "title": "Råd"}
    assert document.body == "\n# Hei\n"
    assert document.line_of(("title",)) == 3
    assert document.body_line == 5


@pytest.mark.parametrize("text", ["# Hei\n", "---\nid: hjem\n# Hei\n"])
def test_markdown_without_whole_front_matter_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile, match="front matter"):
        read_document(file_with(tmp_path, text), markdown=True)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    refusal = BadFile(1, "none")
    try:
        read_document(file_with(tmp_path, raw))
    except BadFile as error:
        refusal = error
    assert refusal.line >= 1
    assert refusal.reason
