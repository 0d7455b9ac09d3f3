"""The staff face: what employees meet."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.faces.identity import identity
from tryggvei.house.api import Area, Line, Point, Room


class StaffFaceConfig(AppConfig):
    """Puts the rooms of employees together: the shell, the menu, the home page, error pages."""

    name = "tryggvei.faces.staff"
    label = "faces_staff"
    room = Room(
        title=_("For ansatte"),
        about="what employees meet: shell, menu, home, error pages",
        menu=(
            Line(Area.TODAY, _("Hjem"), "home"),
            Line(Area.STEERING, _("Komponenter"), "ui:components"),
        ),
        offers={Point.OWNER: identity},
        help="README.md",
        no_scene="It shows the rooms' own.",
    )

    def ready(self) -> None:
        """Offer the plan what the website counts."""
        self._offer_what_the_website_counts()

    @staticmethod
    def _offer_what_the_website_counts() -> None:
        """Give the plan the website's figures. The website itself must not reach the plan, whose
        viewers are staff: the two meet here."""
        from tryggvei.plan import api as plan  # noqa: PLC0415 - models must be loaded first
        from tryggvei.website import api as website  # noqa: PLC0415 - same

        caution = _(
            "Tallet teller åpninger av sider, ikke mennesker. Én person kan åpne mange sider, og "
            "noen er søkemotorer eller ansatte. Vi ser ikke hvem som leste, eller om det hjalp. "
            "Få åpninger på en dag er ikke med, så små språk blir telt for lavt."
        )
        for measure, key, title, weekly in (
            ("1.1.1", "pages_opened", _("Sider åpnet på nettsidene"), website.weekly_opened),
            (
                "1.3.1",
                "pages_opened_other_languages",
                _("Sider åpnet på andre språk enn bokmål"),
                website.weekly_opened_not_in_first_language,
            ),
        ):
            plan.register_indicator(
                measure,
                plan.Indicator(
                    key=key,
                    title=title,
                    source=_("Tellingen på nettsidene"),
                    weekly=weekly,
                    caution=caution,
                ),
            )
