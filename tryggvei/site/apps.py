"""The site as an app: it has no tables, only what `manage.py check --deploy` asks."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class SiteConfig(AppConfig):
    """Registers the checks of the whole installation."""

    name = "tryggvei.site"
    label = "tryggvei_site"

    def ready(self) -> None:
        """Register the checks."""
        from tryggvei.site.checks import check_installation  # noqa: PLC0415 - models first

        register(check_installation, Tags.security, deploy=True)
