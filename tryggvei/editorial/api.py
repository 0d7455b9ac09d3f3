"""The front door: write a text, let a second person read it, show it, see what became of it."""

from tryggvei.editorial.actions.deciding import approve, send_back
from tryggvei.editorial.actions.publishing import (
    NoSuchTime,
    Stopped,
    publish,
    publish_due,
    schedule,
    unschedule,
)
from tryggvei.editorial.actions.writing import (
    HasMoved,
    NotReady,
    SavedMeanwhile,
    Seen,
    save,
    submit,
    take_back,
    withdraw,
)
from tryggvei.editorial.kinds import register as register_kind_of_text
from tryggvei.editorial.queries.texts import today_of
from tryggvei.editorial.rules.workflow import NotByYou, NotNow, State

__all__ = [
    "HasMoved",
    "NoSuchTime",
    "NotByYou",
    "NotNow",
    "NotReady",
    "SavedMeanwhile",
    "Seen",
    "State",
    "Stopped",
    "approve",
    "publish",
    "publish_due",
    "register_kind_of_text",
    "save",
    "schedule",
    "send_back",
    "submit",
    "take_back",
    "today_of",
    "unschedule",
    "withdraw",
]
