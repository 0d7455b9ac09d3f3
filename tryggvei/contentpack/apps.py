"""Content pack: kinds, files, review marks, local edits."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Kind, Room


class ContentpackConfig(AppConfig):
    """The ground room of all texts and facts; it owns the kinds that belong to no single room."""

    name = "tryggvei.contentpack"
    room = Room(
        title=_("Innholdspakken"),
        about="kinds of content, their files, review marks and local edits",
        kinds=(
            Kind(
                "acts",
                _("Lover"),
                "acts.yaml",
                "base_kinds.Act",
                layout="many",
            ),
            Kind(
                "languages",
                _("Språk"),
                "languages.yaml",
                "base_kinds.Language",
                layout="many",
            ),
            Kind(
                "laws",
                _("Lovparagrafer"),
                "laws.yaml",
                "base_kinds.Law",
                "base_kinds.check_laws",
                layout="many",
            ),
            Kind(
                "municipality",
                _("Kommunen"),
                "municipality.yaml",
                "base_kinds.Municipality",
                "base_kinds.check_municipality",
            ),
        ),
        tables={"contentpack_contentitem": EVERY_RIGHT},
        no_scene="The demo reads the real pack.",
    )
