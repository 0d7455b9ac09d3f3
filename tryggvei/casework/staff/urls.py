"""Addresses of the desk's cases, below /saker/; the inbox has its own below /innboks/."""

from django.urls import path

from tryggvei.casework.staff import cases, contact, inbox

app_name = "casework"
urlpatterns = [
    path("innboks/", inbox.inbox, name="inbox"),
    path("innboks/<uuid:message_id>/", inbox.message, name="message"),
    path("innboks/<uuid:message_id>/registrer/", inbox.register, name="register"),
    path("innboks/<uuid:message_id>/sak/<uuid:case_id>/", inbox.add, name="add_message"),
    path("innboks/<uuid:message_id>/veiledet/", inbox.guidance, name="guidance"),
    path("innboks/<uuid:message_id>/avslutt/", inbox.close, name="close"),
    path("saker/", cases.cases, name="cases"),
    path("saker/<uuid:case_id>/", cases.case, name="case"),
    path("saker/<uuid:case_id>/ansvar/", cases.hand_to, name="assign"),
    path("saker/<uuid:case_id>/notat/", cases.note, name="note"),
    path("saker/<uuid:case_id>/svar/", cases.answer, name="reply"),
    path("saker/<uuid:case_id>/kontakt/", contact.contact, name="contact"),
    path("saker/<uuid:case_id>/trygg-kontakt/", contact.terms, name="terms"),
]
