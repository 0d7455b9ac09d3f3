"""The wall inside the code: what opens seals cannot be imported by the public face."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_on_public_face(module: str) -> None:
    """Raise ImproperlyConfigured when the running settings are the public face's.

    Called while a private module is imported, so that the import itself fails there. This keeps
    honest mistakes out; a thief of the public process is kept out by having no key to find.
    """
    if settings.FACE == "public":
        raise ImproperlyConfigured(
            f"{module} opens seals: it cannot be imported by the public face."
            " Run this with the staff or worker settings."
        )
