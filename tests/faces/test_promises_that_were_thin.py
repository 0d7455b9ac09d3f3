"""Promises of the faces that a small fault could break unnoticed (see tests/planted)."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.public_face import public_face

HERE = {"host": "localhost"}


def _through_the_outer_layer(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    from tryggvei.faces.public.middleware import SafetyHeadersMiddleware

    answered = SafetyHeadersMiddleware(lambda _request: answer)(request)
    assert isinstance(answered, HttpResponse)
    return answered


def test_no_cookie_and_no_mark_of_a_file_leaves_the_public_face() -> None:
    careless = HttpResponse("a page")
    careless.set_cookie("spor", "1")
    for name in ("ETag", "Last-Modified", "Vary", "Server"):
        careless[name] = "x"
    with public_face():
        answer = _through_the_outer_layer(RequestFactory().get("/", headers=HERE), careless)
    assert not answer.cookies
    assert not {"ETag", "Last-Modified", "Vary", "Server", "Set-Cookie"} & set(answer.headers)
