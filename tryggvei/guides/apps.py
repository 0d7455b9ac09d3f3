from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "tryggvei.guides"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the content pack what a guide file holds and how it is proved."""
        from tryggvei.contentpack.api import (  # noqa: PLC0415 - apps first
            Layout,
            PackKind,
            register_kind,
        )
        from tryggvei.guides import models, queries  # noqa: PLC0415 - then models
        from tryggvei.guides.queries import case_tables  # noqa: PLC0415 - the same

        register_kind(
            PackKind(queries.GUIDES, "guides/*.yaml", models.GuideFile, queries.pack_check)
        )
        register_kind(
            PackKind(
                queries.CONTACT_ROLES,
                "guide-contacts.yaml",
                models.ContactRole,
                queries.roles_check,
                layout=Layout.MANY,
                blocks_publication=False,
            )
        )
        register_kind(
            PackKind(
                queries.CASE_IDS,
                "case-ids.yaml",
                models.CaseIds,
                case_tables.pack_check,
                blocks_publication=False,  # it proves the guides; nobody reads it as a page
            )
        )
