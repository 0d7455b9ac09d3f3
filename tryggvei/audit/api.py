"""The front door of the log: record what was done, and read it back."""

from tryggvei.audit.reading import (
    REPORT_VERB,
    PlainEntry,
    PlainPage,
    actors,
    entries_page,
    reads_of_case,
)
from tryggvei.audit.recording import Thing, listening, record
from tryggvei.audit.verifying import begin_late
from tryggvei.audit.words import is_named

__all__ = [
    "REPORT_VERB",
    "PlainEntry",
    "PlainPage",
    "Thing",
    "actors",
    "begin_late",
    "entries_page",
    "is_named",
    "listening",
    "reads_of_case",
    "record",
]
