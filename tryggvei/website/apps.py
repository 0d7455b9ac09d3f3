"""The room of the public pages: registers its kinds of content."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tryggvei.contentpack.api import Layout, PackKind, register_kind
from tryggvei.disclosure.api import Indicator, offer
from tryggvei.website.rules.events import Event
from tryggvei.website.rules.page import ForbiddenWords, Page
from tryggvei.website.rules.topics import Topics


class WebsiteConfig(AppConfig):
    """Registers the pages and the words they must not show."""

    name = "tryggvei.website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once; doing it again is harmless."""
        # The guides, whose pages are baked here, have tables: those are loaded only now.
        from tryggvei.website import queries  # noqa: PLC0415
        from tryggvei.website.actions.rebake import bake_when_content_changed  # noqa: PLC0415
        from tryggvei.website.actions.speaking import speak_and_bake  # noqa: PLC0415

        register_kind(
            PackKind(
                queries.PAGES,
                "pages/*/*.md",
                Page,
                check=queries.check_pages,
                notes=queries.note_pages,
                layout=Layout.MARKDOWN,
            )
        )
        register_kind(PackKind(queries.FORBIDDEN_WORDS, "forbidden-words.yaml", ForbiddenWords))
        register_kind(PackKind(queries.EVENTS, "events/*.yaml", Event, check=queries.check_events))
        register_kind(PackKind(queries.SEARCH, "search/*.yaml", Topics, check=queries.check_topics))
        if settings.FACE == "public":
            from tryggvei.ui.api import register_form_proof  # noqa: PLC0415 - beside the view
            from tryggvei.website.public.feedback import is_feedback  # noqa: PLC0415 - after apps

            register_form_proof(is_feedback)
        else:
            self._offer_figures()
            from tryggvei.jobs import api as jobs  # noqa: PLC0415 - not installed on the public face

            jobs.register_tick("website.bake", timedelta(minutes=1), bake_when_content_changed)
            if settings.VOICES:
                jobs.register_tick("website.voices", timedelta(minutes=10), speak_and_bake)

    @staticmethod
    def _offer_figures() -> None:
        """Offer what the website counts; which measures it belongs to, the plan's file says."""
        from tryggvei.website import queries  # noqa: PLC0415 - models must be loaded first

        caution = _(
            "Tallet teller åpninger av sider, ikke mennesker. Én person kan åpne mange sider, og "
            "noen er søkemotorer eller ansatte. Vi ser ikke hvem som leste, eller om det hjalp. "
            "Få åpninger på en dag er ikke med, så små språk blir telt for lavt."
        )
        source = _("Tellingen på nettsidene")
        for key, title, observe in (
            ("pages_opened", _("Sider åpnet på nettsidene"), queries.opened),
            (
                "pages_opened_other_languages",
                _("Sider åpnet på andre språk enn bokmål"),
                queries.opened_in_other_languages,
            ),
        ):
            offer(Indicator(key, title, source, observe, caution))
