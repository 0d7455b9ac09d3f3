"""Promises of the faces that a small fault could break unnoticed (see tests/planted)."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from tests.people import StandingPeople, sign_in
from tests.public_face import public_face
from tryggvei.access.api import open_to_all

HERE = {"host": "localhost"}
CANARY = "Han sto utenfor døra i natt."


@open_to_all("a test of the page for faults")
def failing(request: HttpRequest) -> HttpResponse:
    """Fail with words of a case in the exception."""
    raise RuntimeError(CANARY)


urlpatterns = [path("feil/", failing), path("", include("tryggvei.faces.staff.urls"))]
handler500 = "tryggvei.faces.staff.views.server_error"


@pytest.mark.django_db
@pytest.mark.promise(43, "a fault on the staff face is logged by its kind, never by its words")
@override_settings(ROOT_URLCONF="tests.faces.test_promises_that_were_thin")
def test_a_fault_on_the_staff_face_is_logged_by_its_kind_and_never_by_its_words(
    client: Client, people: StandingPeople, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, people.aud)
    client.raise_request_exception = False
    answer = client.get("/feil/?ordet=hemmelig")
    assert answer.status_code == 500
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text
    assert "hemmelig" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


def _through_the_outer_layer(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    from tryggvei.faces.public.middleware import SafetyHeadersMiddleware

    answered = SafetyHeadersMiddleware(lambda _request: answer)(request)
    assert isinstance(answered, HttpResponse)
    return answered


@pytest.mark.promise(40, "a body that is too large is refused before any of it is read")
def test_a_body_that_is_too_large_is_refused_before_any_of_it_is_read() -> None:
    seen = HttpResponse("seen by a view")
    with public_face():
        request = RequestFactory().post(
            "/skriv/", b"", content_type="application/octet-stream", headers=HERE
        )
        for length, status in ((str(256 * 1024), 200), (str(256 * 1024 + 1), 413), ("9" * 23, 413)):
            request.META["CONTENT_LENGTH"] = length
            answer = _through_the_outer_layer(request, seen)
            assert answer.status_code == status
            assert (answer.content == seen.content) == (status == 200)


def test_no_cookie_and_no_mark_of_a_file_leaves_the_public_face() -> None:
    careless = HttpResponse("a page")
    careless.set_cookie("spor", "1")
    for name in ("ETag", "Last-Modified", "Vary", "Server"):
        careless[name] = "x"
    with public_face():
        answer = _through_the_outer_layer(RequestFactory().get("/", headers=HERE), careless)
    assert not answer.cookies
    assert not {"ETag", "Last-Modified", "Vary", "Server", "Set-Cookie"} & set(answer.headers)
