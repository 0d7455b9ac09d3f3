"""Words about hours hold words: a number hidden there would be rung unchecked."""

import pytest

from tryggvei.help_directory.queries import services
from tryggvei.help_directory.rules import is_plain_words


@pytest.mark.parametrize(
    "words",
    [
        "Ring heller 900 00 000",
        "Ring 90000000",
        "Ring 112",
        "Ring \u202e211",
        "alltid\u200b",
        "a\nb",
    ],
)
def test_a_number_or_a_hiding_sign_is_refused(words: str) -> None:
    assert not is_plain_words(words)


@pytest.mark.parametrize("words", ["Hele døgnet", "Mandag til fredag fra klokka 09.00 til 15.30"])
def test_ordinary_words_are_let_through(words: str) -> None:
    assert is_plain_words(words)


@pytest.mark.django_db
def test_every_service_of_the_pack_has_plain_words() -> None:
    for service in services().values():
        if service.hours:
            for words in service.hours.words.model_dump().values():
                assert is_plain_words(words), (service.name, words)
