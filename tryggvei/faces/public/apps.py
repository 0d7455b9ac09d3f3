from django.apps import AppConfig

from tryggvei.faces.identity import identity
from tryggvei.ui.api import register_owner


class PublicFaceConfig(AppConfig):
    name = "tryggvei.faces.public"
    label = "faces_public"

    def ready(self) -> None:
        """Tell ui whose installation this is: live pages, baked pages and errors say the same."""
        register_owner(identity)
