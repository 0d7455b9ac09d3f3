from django.apps import AppConfig

from tryggvei.faces.identity import identity
from tryggvei.ui.api import register_owner


class StaffFaceConfig(AppConfig):
    name = "tryggvei.faces.staff"
    label = "faces_staff"

    def ready(self) -> None:
        """Tell ui whose installation this is: live pages, baked pages and errors say the same."""
        register_owner(identity)
