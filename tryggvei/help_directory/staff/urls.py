"""The screens of facts and their review marks, below /innhold/."""

from django.urls import path

from tryggvei.help_directory.staff import change, review

app_name = "help_directory"
urlpatterns = [
    path("", review.overview, name="review"),
    path("se/<slug:kind>/<path:key>/", review.fact, name="fact"),
    path("kontrollert/<slug:kind>/<path:key>/", review.confirm, name="confirm"),
    path("endre/<path:key>/", change.service, name="change"),
]
