"""Two laws over every act of the house, found by watching the keeper of keys while the act runs.

Whatever asks the keeper, puts something out or changes a factor, is behind a proof of who sits
there; and when the keeper is first asked to open anything, its row in the log is committed.
"""

from dataclasses import dataclass, field
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client

from tests.casework.conftest import CALL_ME
from tests.matrix.acts_stage import Act, Stage
from tests.matrix.test_every_act_is_logged import ACTS, POLICIES, keys, stage
from tests.people import sign_in
from tryggvei.audit.models import AuditEntry
from tryggvei.casework.models import CaseEntry
from tryggvei.sealing.api import keeper
from tryggvei.signin.rules import FRESH_AT

__all__ = ["keys", "stage"]  # fixtures

pytestmark = pytest.mark.django_db
OPENS = ("open_sealed", "decrypt_field")
ROOM_OF = {"open_sealed": "intake:", "decrypt_field": "casework:"}
TOUCHES = (*OPENS, "encrypt_field", "create_case_key", "destroy_case_key")
# What puts something out, or changes how somebody gets in, though no key is asked for it.
DANGEROUS = (
    "audit:access_report:",
    "editorial:draft:approve",
    "editorial:page:publish",
    "editorial:page:schedule",
    "help_directory:fact:",
    "organisation:",
    "signin:factor:",
    "signin:invitation:make",
    "signin:password:",
    "signin:recovery_codes:",
)
# Reading lists of colleagues is logged, but harms nobody.
HARMLESS = ("organisation:person:list", "organisation:person:read", "organisation:unit:list")


@dataclass
class Watched:
    """What the keeper was asked during one act, and how the log stood at each opening."""

    asked: list[str] = field(default_factory=list)
    opened: list[tuple[str, int, list[str]]] = field(default_factory=list)
    since: int = 0

    def begin(self) -> None:
        """Forget what was asked while the act was prepared."""
        self.asked.clear()
        self.opened.clear()
        self.since = AuditEntry.objects.count()


@pytest.fixture
def watched(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Watch the keeper."""
    seen = Watched()
    kind = type(keeper())
    for name in TOUCHES:
        real = getattr(kind, name)

        def asked(self: Any, *args: Any, _name: str = name, _real: Any = real) -> Any:
            if _name in OPENS:
                rows = AuditEntry.objects.filter(seq__gt=seen.since).order_by("seq")
                verbs = list(rows.values_list("verb", flat=True))
                seen.opened.append((_name, len(connection.savepoint_ids), verbs))
            seen.asked.append(_name)
            return _real(self, *args)

        monkeypatch.setattr(kind, name, asked)
    return seen


IDS = [f"{a.method}-{a.view}-{len(a.verbs)}" for a in ACTS]


@pytest.mark.promise(22, "in every act: when the keeper is first asked, the row is committed")
@pytest.mark.promise(24, "whatever opens a seal, puts something out or changes a factor is fresh")
@pytest.mark.parametrize("act", ACTS, ids=IDS)
def test_what_opens_is_fresh_and_logged_first(act: Act, stage: Stage, watched: Watched) -> None:
    ready = act.prepare(stage)
    watched.begin()
    blocks = len(connection.savepoint_ids)
    assert ready.go().status_code in {200, 302}
    policy = POLICIES[act.view]
    dangerous = any(
        verb.startswith(DANGEROUS) and not verb.startswith(HARMLESS) for verb in act.verbs
    )
    if watched.asked or dangerous:
        assert policy.fresh or not policy.sign_in, f"{act.view} is not fresh: {act.verbs}"
    for name, depth, verbs in watched.opened:
        # A seal of the inbox is opened under a row of the inbox, a case under one of the case:
        # that the case is in the log does not yet let the dialogue in it be opened.
        assert [v for v in verbs if v.startswith(ROOM_OF[name])], f"{name} before its row"
        assert depth == blocks, f"{name} while its row was not committed"


def test_the_watch_sees_what_is_opened(stage: Stage, watched: Watched) -> None:
    ready = stage.by("tryggest_member").get("casework:contact", stage.case())
    watched.begin()
    ready.go()
    assert watched.asked == ["decrypt_field"]


def _opening_acts() -> list[Act]:
    views = {"casework:message", "casework:case", "casework:contact", "casework:terms"}
    return [act for act in ACTS if act.view in views]


@pytest.mark.promise(24, "with an old proof no seal, case, dialogue or number is opened")
@pytest.mark.parametrize(
    "act", _opening_acts(), ids=[f"{a.method}-{a.view}-{len(a.verbs)}" for a in _opening_acts()]
)
def test_with_an_old_proof_nothing_is_opened(act: Act, stage: Stage, watched: Watched) -> None:
    ready = act.prepare(stage)
    session = ready.client.session
    session[FRESH_AT] = session[FRESH_AT] - 601
    session.save()
    watched.begin()
    rows = AuditEntry.objects.count()
    answer = getattr(ready.client, ready.method.lower())(ready.path, ready.data)
    assert answer.status_code == (302 if ready.method == "GET" else 403)
    assert str(CALL_ME["hours"]) not in answer.content.decode()
    assert watched.asked == []
    assert AuditEntry.objects.count() == rows


@pytest.mark.promise(24, "a text sent with an old proof is handed back, and goes through after it")
def test_a_note_that_took_too_long_is_kept_and_sent_after_the_proof(stage: Stage) -> None:
    case_id = stage.case()
    client = sign_in(Client(enforce_csrf_checks=True), stage.people.aud, fresh=False)
    client.get("/konto/enheter/")  # any page with a form gives the proof of origin
    text = 'Hun ringte. "Han <vet> det & truer".\nPå linje to.'
    told = {"text": text, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    url = f"/saker/{case_id}/notat/"
    refused = client.post(url, told)
    assert refused.status_code == 403
    assert not CaseEntry.objects.filter(kind="note").exists()
    again = _form_on(refused.content.decode())
    assert again.pop("action") == url
    assert again["text"].replace("\r\n", "\n") == text
    assert client.post(url, again).status_code == 403  # pressed before the proof: still kept
    session = client.session
    session[FRESH_AT] = session["tryggvei_seen_at"]  # proved in another tab
    session.save()
    sent = client.post(url, again)
    assert (sent.status_code, sent["Location"]) == (302, f"/saker/{case_id}/")
    assert CaseEntry.objects.filter(kind="note").count() == 1
    assert "På linje to." in client.get(f"/saker/{case_id}/").content.decode()


def _form_on(page: str) -> dict[str, str]:
    """Return the form that sends again: its address and its hidden fields, as a browser reads."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (form,) = [one for one in tree.iter("form") if one.find(".//input[@name='text']") is not None]
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}
    return {"action": form.get("action"), **fields}


def test_a_text_sent_after_the_session_ended_is_shown_to_be_copied(stage: Stage) -> None:
    case_id = stage.case()
    client = sign_in(Client(), stage.people.aud)
    session = client.session
    session["tryggvei_seen_at"] -= 900
    session.save()
    text = "En lang tekst som noen har skrevet med flid."
    ended = client.post(f"/saker/{case_id}/notat/", {"text": text})
    assert ended.status_code == 403
    assert text in ended.content.decode()
    assert "_auth_user_id" not in client.session
    gone = client.post(f"/saker/{case_id}/notat/", {"text": text})
    assert gone.status_code == 403
    assert text in gone.content.decode()
