"""Every address of the staff face. Each view declares its policy; start-up refuses one without."""

from django.urls import include, path

from tryggvei.faces.staff import components, views

urlpatterns = [
    path("", views.home, name="home"),
    path("konto/", include("tryggvei.signin.urls")),
    path("", include("tryggvei.casework.staff.urls")),
    path("", include("tryggvei.simulator.staff.urls")),
    path("", include("tryggvei.guides.staff.urls")),
    path("plan/", include("tryggvei.plan.staff.urls")),
    path("innhold/", include("tryggvei.help_directory.staff.urls")),
    path("redigere/", include("tryggvei.editorial.staff.urls")),
    path("folk/", include("tryggvei.organisation.staff.urls")),
    path("logg/", include("tryggvei.audit.staff.urls")),
    path("komponenter/", include((components.urlpatterns, "ui"))),
]

handler400 = "tryggvei.faces.staff.views.bad_request"
handler403 = "tryggvei.faces.staff.views.permission_denied"
handler404 = "tryggvei.faces.staff.views.page_not_found"
handler500 = "tryggvei.faces.staff.views.server_error"
