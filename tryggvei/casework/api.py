"""The front door of the desk: what the simulator and later rooms may do with cases."""

from tryggvei.casework.actions.contacting import (
    ContactRefusedError,
    NoDialogueError,
    note_attempt,
    prepare_contact,
    renew_terms,
    reply,
)
from tryggvei.casework.actions.reading import GroundNeededError, OpenCase, read_case
from tryggvei.casework.actions.registering import (
    UnitNeededError,
    add_message,
    assign,
    register_case,
    write_note,
)
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.queries import CasePage, CaseRow, cases_listed_for
from tryggvei.casework.rules import Ground, Outcome, Refusal

__all__ = [
    "CaseNotFoundError",
    "CasePage",
    "CaseRow",
    "ContactRefusedError",
    "Ground",
    "GroundNeededError",
    "NoDialogueError",
    "OpenCase",
    "Outcome",
    "Refusal",
    "UnitNeededError",
    "add_message",
    "assign",
    "cases_listed_for",
    "note_attempt",
    "prepare_contact",
    "read_case",
    "register_case",
    "renew_terms",
    "reply",
    "write_note",
]
