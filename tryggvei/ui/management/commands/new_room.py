"""`manage.py new_room NAME`: write a room that works at once, and print what stands outside it.

A development command: it needs the source tree. What it writes is a small but whole room (a list,
one, a form, an act, its policy, log, words, tests); the laws of the house hold in it from the first
minute. Four things it does not write, since each is a decision: where the room stands among the
floors, that the staff face installs it, its permissions, and who gets them. It prints those lines.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import Any

import polib
import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tryggvei.ui import compiling
from tryggvei.ui.management.commands import catalogues

ROOT = Path(__file__).resolve().parents[4]
TEMPLATE = Path(__file__).resolve().parents[2] / "room_template"
NAME = re.compile(r"[a-z]+(_[a-z]+)*")
# template -> where it goes, below the tree; @room@ is the room's name
FILES = {
    **{
        f"{name}.py.txt": f"tryggvei/@room@/{name}.py"
        for name in ("apps", "api", "models", "rules", "policies", "queries", "actions")
    },
    "migrations.0001_initial.py.txt": "tryggvei/@room@/migrations/0001_initial.py",
    "staff.urls.py.txt": "tryggvei/@room@/staff/urls.py",
    "staff.screens.py.txt": "tryggvei/@room@/staff/screens.py",
    "staff.forms.py.txt": "tryggvei/@room@/staff/forms.py",
    **{
        f"templates.{name}.html.txt": f"tryggvei/@room@/templates/@room@/staff/{name}.html"
        for name in ("list", "one", "new")
    },
    "tests.acts.py.txt": "tests/@room@/acts.py",
    "tests.test_rules.py.txt": "tests/@room@/test_rules.py",
    "tests.test_screens.py.txt": "tests/@room@/test_screens.py",
    "chapter.md.txt": "docs/bruker/@chapter@",
}
EMPTY = (
    *("tryggvei/@room@/__init__.py", "tryggvei/@room@/migrations/__init__.py"),
    *("tryggvei/@room@/staff/__init__.py", "tests/@room@/__init__.py"),
)
MAPS = ("docs/house.md", "README.md")


@dataclass(frozen=True)
class Touch:
    """One change outside the room: the file, the line it stands before or after, and the lines."""

    file: str
    where: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        """Return what to do, as somebody at an editor reads it."""
        return "\n".join([f"{self.file}: {self.where}", *(f"    {line}" for line in self.lines)])


def touches(room: str, role: str) -> list[Touch]:
    """Return the four changes that stand outside a new room."""
    permissions = (f"{room}:item:change", f"{room}:item:list")
    return [
        Touch(
            "tryggvei/site/settings/staff.py",
            'in INSTALLED_APPS, before "tryggvei.plan"',
            (f'"tryggvei.{room}",',),
        ),
        Touch(
            ".importlinter",
            "in the layers of the floors, before plan (or on the floor where it belongs)",
            (room,),
        ),
        Touch(
            "tryggvei/access/permissions.py",
            "in Permission, in alphabetical order",
            tuple(f'{one.upper().replace(":", "_")} = "{one}"' for one in permissions),
        ),
        Touch(
            f"content/felles/roles/{role}.yaml",
            "under permissions, in alphabetical order",
            tuple(f'- "{one}"' for one in permissions),
        ),
    ]


class Command(BaseCommand):
    help = "Write a new room that works at once, and print the four changes that stand outside it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the name, the address, and the role that may use it first."""
        parser.add_argument("name", help="English, small letters: agreements")
        parser.add_argument("--address", default="", help="Norwegian, small letters: avtaler")
        parser.add_argument("--role", default="unit_leader", help="who may use it first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files. Raises CommandError where something of that name is there already."""
        room, role = options["name"], options["role"]
        address = options["address"] or room.replace("_", "-")
        if not NAME.fullmatch(room) or not re.fullmatch(r"[a-z]+(-[a-z]+)*", address):
            raise CommandError("A room is named in small English letters: good_name.")
        taken = [p for p in (f"tryggvei/{room}", f"tests/{room}", f"docs/bruker/{address}.md")]
        if there := [place for place in taken if (ROOT / place).exists()]:
            raise CommandError(f"{', '.join(there)} is there already.")
        words = {
            "@room@": room,
            "@Room@": "".join(part.capitalize() for part in room.split("_")),
            "@ROOM@": room.upper(),
            "@address@": address,
            "@chapter@": f"{address}.md",
            "@role@": role,
        }
        for source, target in FILES.items():
            self._write(_said(target, words), _said((TEMPLATE / source).read_text(), words))
        for target in EMPTY:
            self._write(_said(target, words), "")
        _tidy(room)
        _write_catalogues(room)
        _draw_on_maps(room)
        self.stdout.write("\nFour changes stand outside the room; each is yours to decide:\n")
        for number, touch in enumerate(touches(room, role), start=1):
            self.stdout.write(f"\n{number}. {touch}")
        self.stdout.write(
            f"\n\nThen: manage.py migrate, pytest tests/{room} tests/house tests/matrix\n"
        )

    def _write(self, target: str, text: str) -> None:
        path = ROOT / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.stdout.write(f"  {target}")


def _said(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _write_catalogues(room: str) -> None:
    """Write the template's own words in nynorsk and English, as `manage.py catalogues` would."""
    told: dict[str, list[str]] = yaml.safe_load((TEMPLATE / "words.yaml").read_text())
    for number, language in enumerate(catalogues.LANGUAGES):
        texts = catalogues.by_room(catalogues.collect())[room]
        path = catalogues.catalogue_path(room, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        memory = {
            (bokmaal, ""): [polib.POEntry(msgid=bokmaal, msgstr=said[number])]
            for bokmaal, said in told.items()
        }
        # What the house has translated already, it goes on saying in the same way.
        catalogue = catalogues.merged(room, language, texts, memory | catalogues.known(language))
        catalogue.save(str(path))
    compiling.compile_all()


def _draw_on_maps(room: str) -> None:
    """Put the room on the maps, above the plan; its line is to be written."""
    for name in MAPS:
        path = ROOT / name
        text = path.read_text()
        line = f"    {room:<11} a new room: say here what it is for\n"
        above = re.compile(r"^    plan  ", re.MULTILINE)
        path.write_text(above.sub(line + "    plan  ", text, count=1))


def _tidy(room: str) -> None:
    """Order the imports and the lines as the house does: both depend on how long the name is."""
    ruff = Path(sys.executable).parent / "ruff"
    places = [str(ROOT / "tryggvei" / room), str(ROOT / "tests" / room)]
    for words in (["check", "--fix", "--select", "I"], ["format"]):
        run([ruff, *words, "--quiet", *places], cwd=ROOT, check=True)  # noqa: S603 - our own tool
