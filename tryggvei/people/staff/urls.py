"""The addresses under /folk/."""

from django.urls import path

from tryggvei.people.staff import changes, people, roles, units

app_name = "people"

urlpatterns = [
    path("", people.people, name="people"),
    path("ny/", people.new_person, name="new_person"),
    path("enheter/", units.units, name="units"),
    path("enheter/ny/", units.new_unit, name="new_unit"),
    path("roller/", roles.roles, name="roles"),
    path("stillinger/ny/", units.new_position, name="new_position"),
    path("<uuid:public_id>/", people.person, name="person"),
    path("<uuid:public_id>/stilling/", changes.give_position, name="give_position"),
    path(
        "<uuid:public_id>/stilling/<uuid:holding_id>/slutt/",
        changes.end_holding,
        name="end_holding",
    ),
    path("<uuid:public_id>/steng/", changes.deactivate, name="deactivate"),
    path("<uuid:public_id>/aapne/", changes.reactivate, name="reactivate"),
]
