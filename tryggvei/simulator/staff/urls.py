"""One address, /demo/."""

from django.urls import path

from tryggvei.simulator.staff import views

app_name = "simulator"
urlpatterns = [path("demo/", views.demo, name="demo")]
