"""The desk's acts: sealed messages and cases."""

from dataclasses import replace

from tests.matrix.acts_stage import FORM, GET, MEMBER, Act, Exempt, Ready, Stage
from tryggvei.intake.api import ClosingGround, OpeningGround

COORDINATOR = "tryggest_coordinator"
OPENED_AGAIN = (
    "The letter is opened once more, so that it can move under the case's own key; the case is "
    "written; the message leaves the inbox. Three things with three objects, each in the log."
)
PREPARED = "The screen reads the terms of safe contact (one row) before it does what was asked."
ATTEMPT = {"channel": "phone", "outcome": "no_answer", "read_hours": "on", "text": "ingen svarte"}
TERMS = {
    "said_today": "on",
    "wanted": "yes",
    "device_seen": "no",
    "if_cut": "nothing",
    "channels_safe": ["phone"],
    "phone": "000 00 222",
    "days": ["tue"],
}


def _open(stage: Stage) -> Ready:
    ground = OpeningGround.ON_DUTY.value
    return stage.by(MEMBER).post("casework:message", stage.letter(), ground=ground)


def _add(stage: Stage) -> Ready:
    mailbox = stage.mailbox()
    case_id, later = stage.case(mailbox), stage.opened_letter(mailbox)
    return stage.by(MEMBER).post("casework:add_message", later, case_id)


def _close(stage: Stage) -> Ready:
    ground = ClosingGround.NO_CONTENT.value
    return stage.by(MEMBER).post("casework:close", stage.opened_letter(), ground=ground)


def _ground(stage: Stage) -> Ready:
    hand = stage.by(COORDINATOR)
    # The form keeps the ground for half an hour; the row is that of the case it leads to.
    return replace(hand.post("casework:case", stage.case(), ground="substitute"), follow=True)


def _assign(stage: Stage) -> Ready:
    hand, case_id = stage.by(COORDINATOR), stage.case()
    hand.post("casework:case", case_id, ground="substitute").go()  # she has said why, once
    return hand.post("casework:assign", case_id, person=hand.person.id)


def _reply(stage: Stage) -> Ready:
    case_id = stage.case(stage.mailbox())
    return stage.by(MEMBER).post("casework:reply", case_id, text="Er du trygg i dag?")


def _list_of_cases(stage: Stage, method: str) -> Ready:
    stage.case()
    return stage.by(MEMBER).send(method, "casework:cases")


def _list_of_messages(stage: Stage, method: str) -> Ready:
    stage.letter()
    return stage.by(MEMBER).send(method, "casework:inbox")


def _unopened(stage: Stage, method: str) -> Ready:
    return stage.by(MEMBER).send(method, "casework:message", stage.letter())


ACTS = [
    Act("casework:message", "POST", ("intake:message:open",), _open),
    Act(
        "casework:register",
        "POST",
        ("intake:message:open", "casework:case:register", "intake:message:register"),
        lambda s: s.by(MEMBER).post("casework:register", s.opened_letter()),
        OPENED_AGAIN,
    ),
    Act(
        "casework:add_message",
        "POST",
        ("intake:message:open", "casework:case:add_message", "intake:message:register"),
        _add,
        OPENED_AGAIN,
    ),
    Act(
        "casework:guidance",
        "POST",
        ("intake:message:guide",),
        lambda s: s.by(MEMBER).post("casework:guidance", s.opened_letter()),
    ),
    Act("casework:close", "POST", ("intake:message:close",), _close),
    Act(
        "casework:case",
        "GET",
        ("casework:case:read",),
        lambda s: s.by(MEMBER).get("casework:case", s.case()),
    ),
    Act(
        "casework:case",
        "GET",
        ("casework:case:read", "intake:dialogue:read"),
        lambda s: s.by(MEMBER).get("casework:case", s.case(s.mailbox())),
        "The case and the dialogue in it are two things, sealed under two keys: two rows.",
    ),
    Act("casework:case", "POST", ("casework:case:read",), _ground),
    Act("casework:assign", "POST", ("casework:case:assign",), _assign),
    Act(
        "casework:note",
        "POST",
        ("casework:case:note",),
        lambda s: s.by(MEMBER).post("casework:note", s.case(), text="Ringte legen."),
    ),
    Act("casework:reply", "POST", ("intake:dialogue:reply",), _reply),
    Act(
        "casework:contact",
        "GET",
        ("casework:contact:prepare",),
        lambda s: s.by(MEMBER).get("casework:contact", s.case()),
    ),
    Act(
        "casework:contact",
        "POST",
        ("casework:contact:prepare", "casework:contact:attempt"),
        lambda s: s.by(MEMBER).post("casework:contact", s.case(), **ATTEMPT),
        PREPARED,
    ),
    Act(
        "casework:terms",
        "GET",
        ("casework:contact:prepare",),
        lambda s: s.by(MEMBER).get("casework:terms", s.case()),
    ),
    Act(
        "casework:terms",
        "POST",
        ("casework:contact:prepare", "casework:contact:renew"),
        lambda s: s.by(MEMBER).post("casework:terms", s.case(), **TERMS),
        PREPARED,
    ),
]
EXEMPT = [
    Exempt(
        "casework:inbox",
        GET,
        "Shows days and that something is sealed; nothing of what is inside.",
        _list_of_messages,
    ),
    Exempt("casework:message", GET, f"{FORM} Nothing of the message is opened.", _unopened),
    Exempt(
        "casework:cases",
        GET,
        "Shows numbers without meaning, days, and which colleague has responsibility; nothing "
        "about the person.",
        _list_of_cases,
    ),
]
