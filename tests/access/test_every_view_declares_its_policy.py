"""Start-up names each view without a policy, and refuses to run without the gate."""

import pytest
from django.conf import settings
from django.test import override_settings

from tryggvei.access.checks import MIDDLEWARE, every_view_has_a_policy, routes

URLS = "tests.access.policed_urls"


@override_settings(ROOT_URLCONF=URLS, MIDDLEWARE=[MIDDLEWARE])
def test_a_view_without_policy_stops_the_start_by_name() -> None:
    found = every_view_has_a_policy(None)
    assert {error.id for error in found} == {"access.E001"}
    texts = sorted(error.msg for error in found)
    assert texts == [
        "The view tests.access.policed_urls.foreign at /other/foreign/ declares no policy.",
        "The view tests.access.policed_urls.forgotten at /forgotten/ declares no policy.",
    ]


@override_settings(ROOT_URLCONF=URLS, MIDDLEWARE=[])
def test_a_face_without_the_gate_does_not_start() -> None:
    assert "access.E003" in {error.id for error in every_view_has_a_policy(None)}


@override_settings(ROOT_URLCONF=URLS)
def test_routes_are_named_with_their_rooms() -> None:
    names = {name: route for route, name, _ in routes()}
    assert names["signin:reauthenticate"] == "/konto/bekreft/"
    assert names["home"] == "/"


@pytest.mark.promise(18, "every view of the staff face declares its policy")
def test_every_view_of_the_staff_face_declares_its_policy() -> None:
    assert MIDDLEWARE in settings.MIDDLEWARE
    assert len(list(routes())) > 10
    assert every_view_has_a_policy(None) == []
