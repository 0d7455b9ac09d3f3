"""The screens of action cards: /tiltakskort/ for those who lead a unit, /eldre-kort/ for all."""

from django.urls import path

from tryggvei.guides.staff import cards, charts, contacts, older

app_name = "guides"
urlpatterns = [
    path("tiltakskort/", cards.cards, name="cards"),
    path("tiltakskort/utgave/<uuid:issue_id>/pdf/", cards.pdf, name="pdf"),
    path("tiltakskort/utgave/<uuid:issue_id>/tatt-ned/", cards.taken_down, name="taken_down"),
    path("tiltakskort/<uuid:unit_id>/", cards.unit, name="unit"),
    path("tiltakskort/<uuid:unit_id>/lag/", cards.make, name="make"),
    path("tiltakskort/<uuid:unit_id>/numre/", contacts.contacts, name="contacts"),
    path("tiltakskort/<uuid:unit_id>/se/<slug:card>/<slug:role>/", cards.show, name="show"),
    path("tiltakskort/veileder/<slug:guide>/bpmn/", charts.bpmn, name="bpmn"),
    path("eldre-kort/", older.older, name="older"),
]
