"""Every address of the staff face. Each view declares its policy; start-up refuses one without."""

from django.urls import include, path

from tryggvei.faces.staff import components, views
from tryggvei.house.api import rooms

urlpatterns = [
    path("", views.home, name="home"),
    path("konto/", include("tryggvei.signin.urls")),
    path("komponenter/", include((components.urlpatterns, "ui"))),
    # Where a room is served, its manifest says.
    *(
        path(room.address, include(f"{package}.staff.urls"))
        for package, room in rooms().items()
        if room.address is not None
    ),
]

handler400 = "tryggvei.faces.staff.views.bad_request"
handler403 = "tryggvei.faces.staff.views.permission_denied"
handler404 = "tryggvei.faces.staff.views.page_not_found"
handler500 = "tryggvei.faces.staff.views.server_error"
