"""The room of the public pages: registers its kinds of content."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

from tryggvei.contentpack.api import Layout, PackKind, register_kind
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
        from tryggvei.website.actions.ticks import bake_on_change, speak  # noqa: PLC0415

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
            from tryggvei.jobs import api as jobs  # noqa: PLC0415 - not installed on the public face

            jobs.register_tick("website.bake", timedelta(minutes=1), bake_on_change)
            if settings.VOICES:
                jobs.register_tick("website.voices", timedelta(minutes=10), speak)
