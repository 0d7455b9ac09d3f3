"""Where the log's screens live, below the address that the staff face gives them."""

from django.urls import path

from tryggvei.oversight.staff import views

app_name = "oversight"

urlpatterns = [
    path("", views.entry_list, name="list"),
    path("innsyn/<uuid:case_id>/", views.case_access, name="case_access"),
]
