"""The front door of the log: record what was done, and give rooms' verbs their plain words."""

from tryggvei.audit.reading import PlainEntry, reads_of_case
from tryggvei.audit.recording import Thing, record
from tryggvei.audit.words import (
    is_named,
    register_case_things,
    register_grounds,
    register_person_reader,
    register_verbs,
)

__all__ = [
    "PlainEntry",
    "Thing",
    "is_named",
    "reads_of_case",
    "record",
    "register_case_things",
    "register_grounds",
    "register_person_reader",
    "register_verbs",
]
