from django.apps import AppConfig

from tryggvei.contentpack.base_kinds import BASE_KINDS
from tryggvei.contentpack.kinds import register_kind


class ContentpackConfig(AppConfig):
    """Content pack: kinds, files, review marks, local edits."""

    name = "tryggvei.contentpack"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds that belong to no single room."""
        for kind in BASE_KINDS:
            register_kind(kind)
