"""Unknown is unsafe: no channel opens unless the person said so, in so many words."""

from hypothesis import given
from hypothesis import strategies as st

from tryggvei.intake.rules.safe_contact import (
    CHANNELS_THAT_MAY_BE_SAFE,
    Answer,
    Channel,
    IfCut,
    SafeContact,
    safe_contact_from,
)

YES = {
    "wanted": "yes",
    "device_seen": "no",
    "channels_safe": ["phone"],
    "phone": "40000000",
    "leave_message": "yes",
}


def test_nothing_said_means_nothing_allowed() -> None:
    silent = safe_contact_from({})
    assert silent == SafeContact()
    assert not silent.may_contact()
    assert not silent.may_leave_message()
    assert not silent.show_number
    assert silent.if_cut is IfCut.NOTHING
    assert silent.needs_care()


def test_a_clear_yes_opens_the_channel_that_was_named_and_no_other() -> None:
    assert safe_contact_from(YES).open_channels() == (Channel.PHONE,)
    assert safe_contact_from(YES).may_leave_message()


def test_taking_away_any_part_of_the_yes_closes_it() -> None:
    for part in ("wanted", "channels_safe", "phone"):
        less = {name: value for name, value in YES.items() if name != part}
        assert not safe_contact_from(less).may_contact(), part


def test_safe_and_unsafe_at_once_is_unsafe() -> None:
    assert not safe_contact_from({**YES, "channels_unsafe": ["phone"]}).may_contact()


def test_no_message_is_left_where_somebody_may_see_the_device() -> None:
    for seen in ("yes", "unknown", "", None, "something else"):
        contact = safe_contact_from({**YES, "device_seen": seen})
        assert not contact.may_leave_message()
        assert contact.needs_care()


def test_letters_and_visits_can_be_unsafe_but_never_safe() -> None:
    both = {**YES, "channels_safe": ["letter", "visit"]}
    assert not safe_contact_from(both).may_contact()


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.text(max_size=9), st.lists(st.text(max_size=9)), st.integers(),
    st.sampled_from([c.value for c in [*Answer, *Channel]]),
    st.lists(st.sampled_from([c.value for c in Channel])),
    st.dictionaries(st.text(max_size=3), st.integers()),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(SafeContact.__dataclass_fields__)), ANYTHING))
def test_no_odd_answer_ever_opens_a_channel(values: dict[str, object]) -> None:
    contact = safe_contact_from(values)
    for channel in contact.open_channels():
        assert values["wanted"] in (True, "yes")
        assert channel.value in list(values["channels_safe"])  # type: ignore[call-overload]
        assert channel.value not in list(values.get("channels_unsafe") or [])  # type: ignore[call-overload]
        assert channel in CHANNELS_THAT_MAY_BE_SAFE
        assert contact.address_of(channel)
