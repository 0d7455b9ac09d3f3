"""The live addresses of the public face. Neutral words; the language comes before them."""

from django.urls import path

from tryggvei.intake.public import dialogue, enquiry

app_name = "intake"
urlpatterns = [
    path("skriv/", enquiry.write, name="write"),
    path("skriv/takk/", enquiry.thanks, name="thanks"),
    path("svar/", dialogue.read, name="answers"),
    path("svar/send/", dialogue.send, name="send"),
]
