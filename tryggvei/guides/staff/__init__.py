"""The door for employees: action cards. The simulator lives through the same acts from here."""

from tryggvei.guides.actions.issuing import issue_card, write_contacts
from tryggvei.guides.queries.cards import CardKey
from tryggvei.guides.queries.issues import overview
from tryggvei.guides.rules.own_contacts import own_contact

__all__ = ["CardKey", "issue_card", "overview", "own_contact", "write_contacts"]
