"""What may be shown of small numbers."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """A pure ground room: no models, nothing to register."""

    name = "tryggvei.disclosure"
    default_auto_field = "django.db.models.BigAutoField"
