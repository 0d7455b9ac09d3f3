from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    name = "tryggvei.simulator"
    default_auto_field = "django.db.models.BigAutoField"
