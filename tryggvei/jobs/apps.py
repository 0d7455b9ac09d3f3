"""Recurring jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The ground room that runs what the others have registered."""

    name = "tryggvei.jobs"
    default_auto_field = "django.db.models.BigAutoField"
