"""The build keeps what templates use and drops what cannot match."""

import pytest

from tryggvei.ui.stylesheet.sheet import drop_unread, merged, read, without_images, write
from tryggvei.ui.stylesheet.used import Used

USED = Used(frozenset({"card", "data-x", "on"}), frozenset({"a", "p"}))


def kept(css: str) -> str:
    return write(read(css, USED))


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".card{b:1}.gone{b:1}", ".card{b:1}"),
        (".card,.gone{b:1}", ".card{b:1}"),
        (".card .gone{b:1}", ""),
        ("div{b:1}a{b:1}", "a{b:1}"),
        (":is(.gone,.card)>p{b:1}", ":is(.card)>p{b:1}"),
        (":where(.gone)>p{b:1}", ""),
        (".card:not(.gone){b:1}", ".card{b:1}"),
        (".card:not(.gone,p){b:1}", ".card:not(p){b:1}"),
        (".card:has(>.gone){b:1}", ""),
        (".card[data-x=on]{b:1}", ".card[data-x=on]{b:1}"),
        (".card[data-x=off]{b:1}", ""),
        (".card[data-y]{b:1}", ""),
        (".card:nth-child(2 of p)::before{b:1}", ".card:nth-child(2 of p)::before{b:1}"),
        (".card:dir(rtl) p{b:1}", ".card:dir(rtl) p{b:1}"),
        ("@media print{.gone{b:1}.card{b:1}}", "@media print{.card{b:1}}"),
        ("@layer x.y{.card{b:1}}", "@layer x.y{.card{b:1}}"),
        (".card{&[data-x]{b:1}}", ".card{&[data-x]{b:1}}"),
    ],
)
def test_a_rule_is_kept_exactly_when_it_can_match(css: str, expected: str) -> None:
    assert write(drop_unread(read(css, USED))) == expected


def test_blanks_that_mean_something_stay() -> None:
    css = ".card{width:calc(1px + var(--ds-a));margin:0 auto}.card{--ds-a:1px}"
    assert write(drop_unread(read(css, USED))) == (
        ".card{width:calc(1px + var(--ds-a));margin:0 auto}.card{--ds-a:1px}"
    )


def test_properties_read_only_by_unread_properties_go_too() -> None:
    css = ".card{--a:1;--b:var(--a);--c:2;color:var(--c)}"
    assert write(drop_unread(read(css, USED))) == ".card{--c:2;color:var(--c)}"


def test_an_animation_that_nothing_plays_goes() -> None:
    css = "@keyframes x{0%{b:1}}@keyframes y{0%{b:1}}.card{animation:y 1s}"
    assert write(drop_unread(read(css, USED))) == "@keyframes y{0%{b:1}}.card{animation:y 1s}"


def test_images_go_where_none_may_be_loaded() -> None:
    css = ".card{--i:url(data:x);mask:var(--i);color:red;@media print{background:url(x)}}"
    assert write(drop_unread(without_images(read(css, USED)))) == ".card{color:red}"


def test_neighbours_of_the_same_layer_are_joined() -> None:
    css = "@layer x{.card{b:1}}@layer x{p{b:1}}"
    assert write(merged(read(css, USED))) == "@layer x{.card{b:1}p{b:1}}"


def test_a_fault_in_a_source_stops_the_build() -> None:
    with pytest.raises(ValueError, match="CSS line 1"):
        read(".card{b:1}}", None)


def test_a_charset_line_and_comments_are_left_out() -> None:
    assert kept('@charset "UTF-8";/* x */.card/* y */{b:/* z */1}') == ".card{b:1}"
