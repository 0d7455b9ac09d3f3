"""The screens of facts and their review marks, below /innhold/."""

from django.urls import path

from tryggvei.help_directory.staff import change, deciding, review

app_name = "help_directory"
urlpatterns = [
    path("", review.overview, name="review"),
    path("se/<slug:kind>/<path:key>/", review.fact, name="fact"),
    path("kontrollert/<slug:kind>/<path:key>/", review.confirm, name="confirm"),
    path("godkjenn/<uuid:proposal_id>/", deciding.approve, name="approve"),
    path("trekk/<uuid:proposal_id>/", deciding.withdraw, name="withdraw"),
    path("endre/<path:key>/", change.service, name="change"),
]
