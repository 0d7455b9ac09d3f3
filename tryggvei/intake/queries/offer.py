"""What this municipality has chosen to offer on the enquiry form."""

from django.conf import settings

from tryggvei.contentpack.api import PackError, UnknownKind, pack_items


def is_dialogue_offered() -> bool:
    """Return whether a receipt code is offered: always in the demo, else as the pack says.

    `dialogue: on` in municipality.yaml (YAML reads a bare on as true). Missing or unreadable: off,
    since a code that is found at home can be a danger.
    """
    if settings.TRYGGVEI_MODE == "demo":
        return True
    try:
        found = list(pack_items("municipality").values())
    except (UnknownKind, PackError):
        return False
    return any(getattr(item, "dialogue", False) in (True, "on") for item in found)
