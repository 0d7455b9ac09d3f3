"""The room of the public pages."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Indicator, Kind, Lane, Point, Room, Tick

COUNTS_OPENINGS = _(
    "Tallet teller åpninger av sider, ikke mennesker. Én person kan åpne mange sider, og noen er "
    "søkemotorer eller ansatte. Vi ser ikke hvem som leste, eller om det hjalp. Få åpninger på en "
    "dag er ikke med, så små språk blir telt for lavt."
)


class WebsiteConfig(AppConfig):
    """Owns the pages, the words they must not show, the events and the words people search with."""

    name = "tryggvei.website"
    room = Room(
        title=_("Nettsidene"),
        about="pages of the pack, baked to plain files with compressed twins",
        kinds=(
            Kind(
                "pages",
                _("Sider"),
                "pages/*/*.md",
                "rules.page.Page",
                "queries.check_pages",
                "queries.note_pages",
                layout="markdown",
            ),
            Kind(
                "forbidden-words",
                _("Ord vi ikke bruker"),
                "forbidden-words.yaml",
                "rules.page.ForbiddenWords",
            ),
            Kind(
                "events",
                _("Arrangementer"),
                "events/*.yaml",
                "rules.events.Event",
                "queries.check_events",
            ),
            Kind(
                "search",
                _("Ord folk søker med"),
                "search/*.yaml",
                "rules.topics.Topics",
                "queries.check_topics",
            ),
        ),
        ticks=(
            Tick(
                "website.bake",
                timedelta(minutes=1),
                "actions.ticks.bake_on_change",
                lane=Lane.LONG,
            ),
            Tick("website.voices", timedelta(minutes=10), "actions.ticks.speak", lane=Lane.LONG),
        ),
        offers={Point.FORM_PROOF: "public.feedback.is_feedback"},
        indicators=(
            Indicator(
                "pages_opened",
                _("Sider åpnet på nettsidene"),
                _("Tellingen på nettsidene"),
                "queries.opened",
                COUNTS_OPENINGS,
            ),
            Indicator(
                "pages_opened_other_languages",
                _("Sider åpnet på andre språk enn bokmål"),
                _("Tellingen på nettsidene"),
                "queries.opened_in_other_languages",
                COUNTS_OPENINGS,
            ),
        ),
        tables={"website_dailycount": EVERY_RIGHT, "website_guidefeedback": EVERY_RIGHT},
        help="nettsidene.md",
    )
