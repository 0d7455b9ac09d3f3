"""Card, posters and slips: right numbers, neutral names, tagged, the same every time."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from django.core.management import CommandError, call_command

from tryggvei.help_directory.api import number
from tryggvei.toolbox.printing import pdf_of, qr_svg
from tryggvei.website import queries
from tryggvei.website.api import LANGUAGES, forbidden_words
from tryggvei.website.drawing import prints as action
from tryggvei.website.queries import service_for
from tryggvei.website.rules.prints import PRINTS, file_name

ALL = [(name, code) for name in PRINTS for code in LANGUAGES]


@pytest.fixture(params=ALL, ids=lambda pair: f"{pair[1]}-{pair[0]}")
def pdf(request: pytest.FixtureRequest) -> tuple[str, str, bytes]:
    name, code = request.param
    return name, code, action.draw_print(name, code)


def words_of(content: bytes, tmp_path: Path) -> str:
    """Return the text of a PDF as a reader hears it."""
    tool = shutil.which("pdftotext")
    if not tool:
        pytest.skip("no pdftotext: install Debian's package poppler-utils")
    (tmp_path / "x.pdf").write_bytes(content)
    done = subprocess.run([tool, tmp_path / "x.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode().replace("\xa0", " ")


def test_every_print_says_that_it_is_pdf_ua_and_its_language_and_title(
    pdf: tuple[str, str, bytes],
) -> None:
    _name, code, content = pdf
    assert f"/Lang({code})".encode() in content
    assert b"/MarkInfo<</Marked true" in content
    assert b"/StructTreeRoot" in content
    assert b"/DisplayDocTitle true" in content
    assert re.search(rb"pdfuaid:part>1<", content)
    title = re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", content)
    assert title is not None
    assert title[1].decode()
    assert forbidden_words().found_in(title[1].decode()) == []


def test_a_template_that_breaks_the_standard_does_not_compile(tmp_path: Path) -> None:
    bad = tmp_path / "bad.typ"
    bad.write_text('#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\"/>"), format: "svg")')
    with pytest.raises(typst.TypstError):
        typst.compile(bad, pdf_standards=["ua-1"], ignore_system_fonts=True)


def test_the_same_content_gives_the_same_bytes(pdf: tuple[str, str, bytes]) -> None:
    name, code, first = pdf
    pdf_of.cache_clear()
    assert action.draw_print(name, code) == first
    assert b"/CreationDate" not in first


def test_the_numbers_are_those_of_the_directory(
    pdf: tuple[str, str, bytes], tmp_path: Path
) -> None:
    name, _code, content = pdf
    said = words_of(content, tmp_path)
    assert number("vo_linjen").display in said
    assert number("politi_nod").display in said
    assert number("alarmtelefonen").display in said
    if name != "lapper":
        shelter = service_for("krisesenter").number
        assert shelter is not None
        assert shelter.display in said


def test_the_card_tells_nothing_to_the_one_who_finds_it(tmp_path: Path) -> None:
    for code in LANGUAGES:
        said = words_of(action.draw_print("kort", code), tmp_path)
        allowed = {"politi", "police"}  # stands on every list of useful numbers
        assert set(forbidden_words().found_in(said)) <= allowed, code
        assert "http" not in said
        assert "localhost" not in said


def test_a_changed_number_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = queries.service_for

    def changed(key: str) -> Any:
        found = real(key)
        if key != "vo_linjen" or found.number is None:
            return found
        new = found.number.model_copy(update={"display": "116 999", "dial": "116999"})
        return found.model_copy(update={"number": new})

    monkeypatch.setattr(queries, "service_for", changed)
    said = words_of(action.draw_print("plakat-a4", "nb"), tmp_path)
    assert "116 999" in said
    assert "116 006" not in said


def test_a_missing_number_stops_the_print(monkeypatch: pytest.MonkeyPatch) -> None:
    real = queries.service_for
    monkeypatch.setattr(
        queries,
        "service_for",
        lambda key: real(key).model_copy(update={"number": None}),
    )
    with pytest.raises(LookupError, match="prints must show it"):
        action.draw_print("kort", "nb")


def test_no_promise_is_printed_that_the_directory_does_not_make() -> None:
    main = service_for("vo_linjen")
    told = " ".join(action._lead(main))
    assert "gratis" in told
    less = main.model_copy(update={"free": None, "anonymous": None})
    assert "gratis" not in " ".join(action._lead(less))
    assert "heter" not in " ".join(action._lead(less))


def test_outside_production_a_print_says_that_it_must_not_hang(
    settings: Any, tmp_path: Path
) -> None:
    assert "Ikke heng opp" in words_of(action.draw_print("plakat-a3", "nb"), tmp_path)
    settings.TRYGGVEI_MODE = "production"
    assert "Ikke heng opp" not in words_of(action.draw_print("plakat-a3", "nb"), tmp_path)


def test_unapproved_numbers_are_never_printed_in_production(settings: Any, tmp_path: Path) -> None:
    settings.TRYGGVEI_MODE = "production"
    with pytest.raises(CommandError, match="not approved"):
        call_command("prints", out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_every_print(tmp_path: Path, settings: Any) -> None:
    settings.TRYGGVEI_MODE = "demo"
    call_command("prints", out=tmp_path)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")}
    prefixes = {"nb": "", "nn": "/nn", "en": "/en"}
    assert written == {file_name(name, prefixes[code]) for name, code in ALL}
    assert forbidden_words().found_in(" ".join(sorted(written))) == []


def test_every_print_is_baked_and_the_page_tells_its_size(
    bake: Path, baked_html: dict[str, str], figure: Callable[[str], None]
) -> None:
    sizes = []
    for name in PRINTS:
        file = bake / "pages" / "trykk" / f"{name}.pdf"
        kilobytes = -(-file.stat().st_size // 1000)
        sizes.append(kilobytes)
        link = rf'href="/trykk/{name}.pdf">[^<]*\(PDF, {kilobytes} kB\)<'
        assert re.search(link, baked_html["/trykksaker/"]), name
    figure(f"{len(ALL)} files, PDF/UA-1, at most {max(sizes)} kB")


def test_the_code_on_the_poster_leads_to_the_neutral_address(settings: Any) -> None:
    settings.PUBLIC_ORIGIN = "https://rad.example/"
    said = action._said("en")
    assert said["host"] == "rad.example/en"
    drawn = ET.fromstring(said["qr"])  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
    assert qr_svg("https://rad.example/en/") == said["qr"]
    assert zlib.crc32(said["qr"].encode()) != zlib.crc32(qr_svg("https://rad.example/").encode())
