"""The list of who opened a case, for whom it is about, leaves out no opening and no ground."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest

from tests.casework.conftest import CALL_ME
from tests.people import StandingPeople
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.audit.api import reads_of_case
from tryggvei.casework.api import (
    Outcome,
    assign,
    note_attempt,
    prepare_contact,
    read_case,
    register_case,
    renew_terms,
    reply,
    write_note,
)
from tryggvei.casework.rules import GROUNDS_TO_CHOOSE, Ground
from tryggvei.casework.staff.words import GROUND
from tryggvei.intake.api import Mailbox, OpeningGround, open_message, safe_contact_from
from tryggvei.organisation.api import PersonInfo
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code


@pytest.mark.promise(27, "the list of who opened a case leaves out no opening, whatever the ground")
def test_every_opening_on_every_ground_stands_in_the_list(
    people: StandingPeople, kari: PersonInfo, aud: Viewer, write: Callable[..., UUID]
) -> None:
    code = parse_receipt_code(new_receipt_code())
    message_id = write(CALL_ME, Mailbox(code.mailbox_id, code.public_key))
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    colleague = viewer_for(kari.id)
    for ground in GROUNDS_TO_CHOOSE:
        read_case(colleague, case_id, ground.value)
    read_case(aud, case_id)
    prepare_contact(colleague, case_id, Ground.SUBSTITUTE)
    note_attempt(colleague, case_id, "phone", Outcome.NO_ANSWER, "", Ground.SUBSTITUTE)
    renew_terms(colleague, case_id, safe_contact_from(CALL_ME), Ground.SUBSTITUTE)
    write_note(colleague, case_id, "hei", Ground.CONSULTED)
    reply(colleague, case_id, "Er du trygg?", Ground.CONSULTED)
    assign(colleague, case_id, kari.id, Ground.ASSESSMENT)
    listed = reads_of_case(case_id)
    told = Counter((entry.what, entry.ground) for entry in listed if "Kari" in entry.who)
    words = {ground: str(GROUND[ground]) for ground in Ground}
    expected = Counter(
        [
            *(("åpnet saken", words[ground]) for ground in GROUNDS_TO_CHOOSE),
            *(("leste en samtale med kode", words[ground]) for ground in GROUNDS_TO_CHOOSE),
            ("så hva som er trygg kontakt", words[Ground.SUBSTITUTE]),
            ("prøvde å ta kontakt", words[Ground.SUBSTITUTE]),
            ("skrev ned på nytt hva som er trygg kontakt", words[Ground.SUBSTITUTE]),
            ("skrev et notat i saken", words[Ground.CONSULTED]),
            ("svarte i en samtale med kode", words[Ground.CONSULTED]),
            ("ga saken ny ansvarlig", words[Ground.ASSESSMENT]),
        ]
    )
    assert told == expected
    own = [entry.what for entry in listed if "Aud" in entry.who]
    assert own.count("åpnet en melding") == 2  # when it came, and when the case was made of it
    assert own.count("åpnet saken") == own.count("leste en samtale med kode") == 1
