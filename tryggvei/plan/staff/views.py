"""The plan with its measures, and one measure with its figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.contentpack.api import PackError
from tryggvei.plan.queries import measure_seen_by, plan_seen_by
from tryggvei.plan.rules import Lack

LACK_NAMES = {
    Lack.OWNER: _("Eier mangler"),
    Lack.DEADLINE: _("Frist mangler"),
    Lack.INDICATOR: _("Indikator mangler"),
}


@needs(Permission.PLAN_PLAN_READ)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show every measure of the plan, what it lacks, and its newest figure."""
    try:
        seen = plan_seen_by(viewer_of(request))
    except PackError:
        return render(request, "plan/staff/overview.html", {"broken": True}, status=500)
    context = {"seen": seen, "lack_names": LACK_NAMES}
    return render(request, "plan/staff/overview.html", context)


@needs(Permission.PLAN_PLAN_READ)
@require_GET
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """Show one measure: what it shall lead to, what it lacks, its figures week by week."""
    view = get_visible(measure_seen_by(viewer_of(request), key))
    context = {"view": view, "lacks": [LACK_NAMES[lack] for lack in view.lacks]}
    return render(request, "plan/staff/measure.html", context)
