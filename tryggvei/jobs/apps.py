"""Recurring jobs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Room


class JobsConfig(AppConfig):
    """The ground room that runs what the others' manifests tell."""

    name = "tryggvei.jobs"
    room = Room(
        title=_("Faste oppgaver"),
        about="runs what rooms want done every minute, hour or day; safe to run twice",
        tables={"jobs_jobrun": EVERY_RIGHT},
        no_scene="The worker of the demo runs the jobs for real.",
    )
