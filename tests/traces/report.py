"""docs/traces.json and docs/traces.md: the same facts for a machine and for a person."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.browser import ROOT

JSON, PAGE = ROOT / "docs" / "traces.json", ROOT / "docs" / "traces.md"
SCRIPT = ROOT / "tryggvei" / "ui" / "scripts" / "leave.js"
WITH_SCRIPT = ("button", "hidden link", "three shifts", "left and right shift", "no storage")
NAMES = {
    "button": "Knappen øverst",
    "hidden link": "Skjult lenke med tastatur",
    "three shifts": "Shift tre ganger",
    "left and right shift": "Venstre og høyre Shift om hverandre",
    "no storage": "Knappen, med all lagring slått av",
    "no script": "Knappen, uten JavaScript",
}
PLACES = {"neutral": "nøytral side", "before": "siden før besøket", "ours": "siden vår"}
ROWS = {
    "page_text": "Tekst fra sidene våre",
    "typed_text": "Tekst som ble skrevet",
    "titles": "Titlene på sidene",
    "addresses": "Adressene til sidene",
    "flag": "Merket om at besøket er forlatt",
}
NOTES = {
    "Firefox ESR": "Firefox holder ikke sider med `no-store` i minnet. Våre har det.",
    "WebKitGTK": "Motoren skriver ikke historikk på disken. Det gjør nettleseren rundt, for "
    "eksempel GNOME Nett. «All lagring slått av» er etterlignet, for motoren har ingen slik "
    "innstilling.",
}
NOT_TRIED = (
    "Safari på iPhone, iPad og Mac: krever en enhet fra Apple. WebKitGTK er i slekt, men ikke lik.",
    "Chrome på Android: krever en telefon. Chromium på PC er i slekt, men ikke lik.",
    "Samsung Internet: krever en telefon.",
    "Historikk som deles mellom enheter: krever kontoer.",
    "Private vinduer: lagrer etter sin egen regel, og er ikke målt her.",
)


def digest() -> str:
    """Return the SHA-256 of leave.js, by which a report is tied to the script it was made for."""
    return hashlib.sha256(SCRIPT.read_bytes()).hexdigest()


def load() -> dict[str, Any]:
    """Return the committed report."""
    found: dict[str, Any] = json.loads(JSON.read_text(encoding="utf-8"))
    return found


def write(told: dict[str, Any], folder: Path = ROOT / "docs") -> None:
    """Write both files."""
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / JSON.name).write_text(text + "\n", encoding="utf-8")
    (folder / PAGE.name).write_text(page(told), encoding="utf-8")


def broken(told: dict[str, Any]) -> list[str]:
    """Return where a report contradicts what we promise about leaving with our script."""
    found = [] if told["leave_js"] == digest() else ["made for another leave.js: run make traces"]
    for engine in told["engines"]:
        name = engine["engine"]
        if not engine["keeps_pages"]:
            found.append(f"{name}: its back/forward cache was off, the rest tells nothing")
        for way, seen in engine["ways"].items():
            if not seen["control"]:
                found.append(f"{name}, {way}: the search of the profile finds nothing at all")
            if seen["page_text"] or seen["typed_text"]:
                found.append(f"{name}, {way}: text in the profile")
            if way in WITH_SCRIPT and (
                seen["back_shows_page_text"] or seen["back_shows_typed_text"]
            ):
                found.append(f"{name}, {way}: Back shows text")
            if way in WITH_SCRIPT and "ours" in seen["back"]:
                found.append(f"{name}, {way}: Back ends on our page")
    tried = {engine["engine"] for engine in told["engines"]}
    found += [
        f"{name} was not tried"
        for name in ("Chromium", "Firefox ESR", "WebKitGTK")
        if name not in tried
    ]
    return found


def page(told: dict[str, Any]) -> str:
    """Return the report as a page in Norwegian."""
    lines = [
        "# Sporrapport: hva blir liggende igjen etter et besøk?",
        "",
        "Laget av `make traces`. Ikke rediger. De samme opplysningene for maskiner: `traces.json`.",
        "",
        f"- Dato for målingen: {told['made']}",
        f"- Tryggvei: {told['tryggvei']}",
        f"- Skriptet som forlater siden (`leave.js`), SHA-256: `{told['leave_js']}`",
        "",
        "Målt på demoens ferdige sider på `localhost`: forsiden, tre lenker inn, noen ord i",
        "skjemaet på `/skriv/`, og så ut. Etterpå trykte vi Tilbake fire ganger (én gang når all",
        "lagring er slått av). Så lukket vi nettleseren og lette i hele profilmappen. Vi lette i",
        "rå filer, i databaser og i pakket innhold, som UTF-8 og UTF-16. Søket er prøvd på en",
        "vanlig side som nettleseren får lagre: den ble funnet hver gang.",
        "",
    ]
    for engine in told["engines"]:
        lines += _engine(engine)
    lines += ["## Ikke prøvd", "", *(f"- {line}" for line in NOT_TRIED), ""]
    lines += [
        "## Det ingen nettside kan gjøre noe med",
        "",
        "Adresser og nøytrale titler i historikken, spor på nettet og hos den som styrer det,",
        "delt historikk på andre enheter, overvåkingsprogrammer og ringelisten på telefonen.",
        "Det sier vi på hver side, og mer på `/spor/`.",
    ]
    return "\n".join(lines) + "\n"


def _engine(engine: dict[str, Any]) -> list[str]:
    ways = [way for way in NAMES if way in engine["ways"]]
    lines = [f"## {engine['engine']} {engine['version']}", ""]
    lines += [
        f"- Minnet for Tilbake-knappen var på: {_yes(engine['keeps_pages'])}.",
        f"- Nettleseren holdt også sidene våre i minnet: {_yes(engine['keeps_ours'])}.",
        "- Skjermen ble tom også når den nøytrale siden ikke svarte: ja.",
    ]
    if engine["engine"] in NOTES:
        lines.append(f"- {NOTES[engine['engine']]}")
    for way, times in engine["milliseconds"].items():
        lines.append(
            f"- {NAMES[way]}: tom etter {_number(times['blank'])} ms, "
            f"tegnet tom innen {_number(times['drawn'])} ms."
        )
    lines += ["", "| måte | Tilbake fører til | viser sidetekst | viser skrevet tekst |"]
    lines += ["| --- | --- | --- | --- |"]
    for way in ways:
        seen = engine["ways"][way]
        places = ", ".join(PLACES[place] for place in seen["back"])
        lines.append(
            f"| {NAMES[way]} | {places} | {_yes(seen['back_shows_page_text'])} "
            f"| {_yes(seen['back_shows_typed_text'])} |"
        )
    lines += ["", "Igjen på disken:", ""]
    lines += ["| måte | " + " | ".join(ROWS.values()) + " |", "| --- |" + " --- |" * len(ROWS)]
    for way in ways:
        cells = [_files(engine["ways"][way][row]) for row in ROWS]
        lines.append(f"| {NAMES[way]} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _files(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "ingenting"


def _yes(found: bool) -> str:
    return "ja" if found else "nei"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
