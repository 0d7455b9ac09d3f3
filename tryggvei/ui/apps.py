"""Components, style sheets, icons, dates: how every page looks."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Grant, Room
from tryggvei.ui.checks import translations_are_compiled


class UiConfig(AppConfig):
    """The ground room of everything that is seen on more than one page."""

    name = "tryggvei.ui"
    room = Room(
        title=_("Utseende"),
        about="components, style sheets, the frame of public pages, dates in words",
        grants=(
            Grant("ui:component:list", _("se hvordan skjermbildene er bygd"), reaches_people=False),
        ),
        no_scene="It has no data.",
    )

    def ready(self) -> None:
        """Register the start-up check."""
        register(translations_are_compiled)
