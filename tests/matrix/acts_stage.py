"""What an act needs before it can be done: people with roles, letters, cases; then the act."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.casework.conftest import CALL_ME, STORY
from tests.people import StandingPeople, employee, sign_in
from tests.signin.steps import add_code_app, give_password
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.casework.api import register_case
from tryggvei.contentpack.api import state_of
from tryggvei.intake.api import (
    About,
    Letter,
    Mailbox,
    OpeningGround,
    inbox_seen_by,
    open_message,
    receive,
    safe_contact_from,
)
from tryggvei.organisation.api import PersonInfo
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code
from tryggvei.toolbox.clock import now

ADMIN, EDITOR, MEMBER = "people_administrator", "content_editor", "tryggest_member"
SERVICE = "krisesenter_romerike"
GET, BOTH = ("GET",), ("GET", "POST")
FORM = "Asks with an empty form; the row is written when the form is sent."
NAMED = f"{FORM} Of the person it shows the name only, on a page reached from her own (logged)."
FACTS = "Shows what is public: services, laws and texts. No person's data, and changes nothing."
Prepare = Callable[["Stage", str], "Ready"]


@dataclass(frozen=True)
class Ready:
    """One request that only waits to be sent; `actor_id` is who the log must name."""

    client: Client
    actor_id: int | None
    method: str
    path: str
    data: dict[str, Any] = field(default_factory=dict)
    follow: bool = False

    def go(self) -> Any:
        """Send it; return the answer (with `follow`: that of the page it leads to)."""
        return getattr(self.client, self.method.lower())(self.path, self.data, follow=self.follow)


@dataclass(frozen=True)
class Act:
    """A view, how it is asked, and the rows that one such act leaves, in order.

    `why` says in words why an act by design leaves another number of rows than one.
    """

    view: str
    method: str
    verbs: tuple[str, ...]
    prepare: Callable[["Stage"], Ready]
    why: str = ""


@dataclass(frozen=True)
class Exempt:
    """A view, asked in these ways, that leaves no row; `reason` says in words why.

    `writes` names the tables it may write beside the session.
    """

    view: str
    methods: tuple[str, ...]
    reason: str
    prepare: Callable[["Stage", str], Ready]
    writes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hand:
    """A signed-in person at her browser."""

    client: Client
    person: PersonInfo

    def get(self, view: str, *args: object) -> Ready:
        """Make a reading request ready."""
        return self.send("GET", view, *args)

    def post(self, view: str, *args: object, **data: Any) -> Ready:
        """Make a form ready to be sent."""
        return replace(self.send("POST", view, *args), data=data)

    def send(self, method: str, view: str, *args: object) -> Ready:
        """Make a request without any answers ready."""
        return Ready(self.client, self.person.id, method, reverse(view, args=args))


class Stage:
    """Everything an act may need, made when it asks for it."""

    def __init__(
        self,
        people: StandingPeople,
        settings: Settings,
        patch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        """Keep what pytest gives."""
        self.people, self.settings, self.patch, self.tmp_path = people, settings, patch, tmp_path

    @cached_property
    def aud(self) -> Viewer:
        """Return Aud of the team as a viewer."""
        return viewer_for(self.people.aud.id)

    def by(self, role_id: str) -> Hand:
        """Return somebody in that role, signed in just now; the team's member is Aud."""
        person = self.people.aud
        if role_id != "tryggest_member":
            address = f"{role_id.replace('_', '-')}@provebygd.example"
            person = employee(f"I rolle {role_id}", address, self.people.tryggest, "x", role_id)
        return Hand(sign_in(Client(), person), person)

    def with_code_app(self) -> tuple[PersonInfo, str]:
        """Return Aud with password and code app, and the secret of the app."""
        give_password(self.people.aud)
        return self.people.aud, add_code_app(self.people.aud)

    def letter(self, mailbox: Mailbox | None = None) -> UUID:
        """Let somebody write; return the id of the sealed message."""
        letter = Letter(
            text=STORY,
            about=About.ME,
            contact=safe_contact_from(CALL_ME),
            mailbox=mailbox,
            form=str(uuid4()),
            written_at=now().isoformat(),
        )
        before = {row.id for row in inbox_seen_by(self.aud).rows}
        receive(letter, nonce=uuid4())
        (new,) = {row.id for row in inbox_seen_by(self.aud).rows} - before
        return new

    def opened_letter(self, mailbox: Mailbox | None = None) -> UUID:
        """Return a message that Aud has opened."""
        message_id = self.letter(mailbox)
        open_message(self.aud, message_id, OpeningGround.ON_DUTY)
        return message_id

    def case(self, mailbox: Mailbox | None = None) -> UUID:
        """Return a case that Aud has registered and has responsibility for."""
        return register_case(self.aud, self.opened_letter(mailbox))

    @staticmethod
    def mailbox() -> Mailbox:
        """Return the mailbox of a new receipt code."""
        code = parse_receipt_code(new_receipt_code())
        return Mailbox(code.mailbox_id, code.public_key)


def load_pack(stage: Stage) -> str:
    """Load the content pack; return the mark of the service as it stands now."""
    stage.settings.STATE_DIR = stage.tmp_path
    call_command("content", "load", stdout=StringIO())
    return state_of("help", SERVICE).digest


def by_role(role_id: str, view: str) -> Prepare:
    """Let somebody in a role ask for a view."""
    return lambda stage, method: stage.by(role_id).send(method, view)


def by_stranger(view: str) -> Prepare:
    """Let somebody who is not signed in ask for a view."""
    return lambda _stage, method: Ready(Client(), None, method, reverse(view))


def about_bjorn(view: str) -> Prepare:
    """Let the administrator ask for a view of Bjørn."""
    return lambda stage, method: stage.by(ADMIN).send(method, view, stage.people.bjorn.public_id)
