"""Keys come back from the database in the order of the author, on PostgreSQL too."""

from django.core import serializers
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tryggvei.contentpack.models import ContentItem

# A zero character is no text in PostgreSQL; the pack is checked for such on its way in.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
PLAIN = st.dictionaries(WORDS, st.one_of(WORDS, st.integers(), st.lists(WORDS, max_size=3)))


def stored(data: dict[str, object]) -> ContentItem:
    """Return an item that the database has held."""
    made = ContentItem.objects.create(
        kind="guides", key="x", pack=data, current={}, pack_digest="", loaded_at=timezone.now()
    )
    return ContentItem.objects.get(id=made.id)


class OrderTest(TestCase):
    """Each example in a transaction of its own."""

    @given(data=PLAIN)
    def test_what_is_stored_comes_back_in_its_order(self, data: dict[str, object]) -> None:
        held = stored(data)
        assert list(held.pack.items()) == list(data.items())
        held.delete()

    def test_a_fixture_keeps_it_too(self) -> None:
        written = serializers.serialize("json", [stored({"wish": 1, "acute": {"b": 2, "a": 1}})])
        (read,) = serializers.deserialize("json", written)
        assert isinstance(read.object, ContentItem)
        assert list(read.object.pack) == ["wish", "acute"]
        assert list(read.object.pack["acute"]) == ["b", "a"]
