"""The plan's screens, below /plan/."""

from django.urls import path

from tryggvei.plan.staff import views

app_name = "plan"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<str:key>/", views.measure, name="measure"),
]
