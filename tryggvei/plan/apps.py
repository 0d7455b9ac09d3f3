from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The action plan: structure, readiness, figures."""

    name = "tryggvei.plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind of content that this room owns."""
        from tryggvei.contentpack.api import PackKind, register_kind  # noqa: PLC0415 - models first
        from tryggvei.plan.queries import check_plan  # noqa: PLC0415 - same
        from tryggvei.plan.rules import ActionPlan  # noqa: PLC0415 - same

        register_kind(PackKind("plan", "plan/*.yaml", ActionPlan, check_plan))
