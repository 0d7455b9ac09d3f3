"""The screens of texts on their way to readers, below /redigere/."""

from django.urls import path

from tryggvei.editorial.staff import charts, deciding, editing, feedback, previewing, reading

app_name = "editorial"
urlpatterns = [
    path("", reading.pages, name="pages"),
    path("tilbakemeldinger/", feedback.feedback, name="feedback"),
    path("side/<slug:kind>/<path:key>/", reading.page, name="page"),
    path("forskjell/<slug:kind>/<path:key>/", reading.difference, name="difference"),
    path("skriv/<slug:kind>/<path:key>/", editing.edit, name="edit"),
    path("sjekk/<slug:kind>/<path:key>/", editing.check, name="check"),
    path("vis/<slug:kind>/<path:key>/", previewing.preview, name="preview"),
    path("flytskjema/<slug:guide>/bpmn/", charts.bpmn, name="bpmn"),
    path("utkast/<uuid:draft_id>/send/", deciding.submit, name="submit"),
    path("utkast/<uuid:draft_id>/ta-tilbake/", deciding.take_back, name="take_back"),
    path("utkast/<uuid:draft_id>/legg-bort/", deciding.withdraw, name="withdraw"),
    path("utkast/<uuid:draft_id>/godkjenn/", deciding.approve, name="approve"),
    path("utkast/<uuid:draft_id>/send-tilbake/", deciding.send_back, name="send_back"),
    path("utkast/<uuid:draft_id>/planlegg/", deciding.schedule, name="schedule"),
    path("utkast/<uuid:draft_id>/stans/", deciding.unschedule, name="unschedule"),
    path("utkast/<uuid:draft_id>/publiser/", deciding.publish, name="publish"),
]
