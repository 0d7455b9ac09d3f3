"""The front door of the log: record what was done, and read it back."""

from tryggvei.audit.reading import PlainEntry, reads_of_case
from tryggvei.audit.recording import Thing, record
from tryggvei.audit.words import is_named

__all__ = [
    "PlainEntry",
    "Thing",
    "is_named",
    "reads_of_case",
    "record",
]
