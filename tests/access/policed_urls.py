"""Addresses for the tests of the gate: one view of each kind."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tryggvei.access.api import Permission, needs, open_to_all, signed_in


@needs(Permission.CASEWORK_CASE_LIST)
def cases(request: HttpRequest) -> HttpResponse:
    return HttpResponse("cases")


@needs(Permission.CASEWORK_CASE_READ, fresh=True)
def case(request: HttpRequest) -> HttpResponse:
    return HttpResponse("case")


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


@open_to_all("says nothing")
def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("forgotten")


def foreign(request: HttpRequest) -> HttpResponse:
    return HttpResponse("foreign")


signin = [path("bekreft/", hello, name="reauthenticate")]
others = [path("foreign/", foreign, name="foreign")]

urlpatterns = [
    path("cases/", cases, name="cases"),
    path("case/", case, name="case"),
    path("", home, name="home"),
    path("hello/", hello, name="hello"),
    path("forgotten/", forgotten, name="forgotten"),
    path("konto/", include((signin, "signin"))),
    path("other/", include((others, "other_room"))),
]
