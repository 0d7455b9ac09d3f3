"""The one address of this room: everything that no form has taken."""

from django.urls import re_path

from tryggvei.website.public.views import page

app_name = "website"
urlpatterns = [re_path(r"^(?P<path>.*)$", page, name="page")]
