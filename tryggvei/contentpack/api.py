"""The front door: kinds of content, their effective items, review marks, local edits."""

from tryggvei.contentpack import texts
from tryggvei.contentpack.base_kinds import (
    Act,
    Language,
    Law,
    LawKind,
    Mark,
    Municipality,
    Threshold,
)
from tryggvei.contentpack.kinds import (
    Entry,
    Finding,
    Layout,
    PackKind,
    Reader,
    UnknownKind,
    kind_named,
    kinds,
)
from tryggvei.contentpack.ordered_json import OrderedJSONField
from tryggvei.contentpack.pack import PackError, check_pack, pack_entries, pack_folders, pack_items
from tryggvei.contentpack.publication import DEMO, Shown, content_fingerprint, waiting_items
from tryggvei.contentpack.review import Reviewed, ReviewMark, ReviewState, Text
from tryggvei.contentpack.store import (
    EditConflict,
    ItemState,
    LoadReport,
    edit,
    item,
    items,
    load,
    overtaken_edits,
    state_of,
)

__all__ = [
    "DEMO",
    "Act",
    "EditConflict",
    "Entry",
    "Finding",
    "ItemState",
    "Language",
    "Law",
    "LawKind",
    "Layout",
    "LoadReport",
    "Mark",
    "Municipality",
    "OrderedJSONField",
    "PackError",
    "PackKind",
    "Reader",
    "ReviewMark",
    "ReviewState",
    "Reviewed",
    "Shown",
    "Text",
    "Threshold",
    "UnknownKind",
    "check_pack",
    "content_fingerprint",
    "edit",
    "item",
    "items",
    "kind_named",
    "kinds",
    "load",
    "overtaken_edits",
    "pack_entries",
    "pack_folders",
    "pack_items",
    "state_of",
    "texts",
    "waiting_items",
]
