"""Draw the finder: the help directory as one list by need, with choices for the script to offer."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tryggvei.help_directory.api import SPOKEN, Group, Need, Number, Service, Who, Words
from tryggvei.toolbox import languages
from tryggvei.website import queries
from tryggvei.website.rules import finder
from tryggvei.website.rules.finder import Facet, Way

_GROUPS = {
    Group.EMERGENCY: _("Når det haster"),
    Group.EXPOSED: _("Når noen skader eller skremmer deg"),
    Group.CHILDREN: _("For barn og unge"),
    Group.TALK: _("Noen å snakke med"),
    Group.RIGHTS: _("Rettigheter og klage"),
    Group.PROFESSIONALS: _("Råd til ansatte og hjelpere"),
}
_FACETS = {
    Facet.NEED: _("Hva trenger du?"),
    Facet.WHO: _("Hvem er du?"),
    Facet.AGE: _("Alder på den det gjelder"),
    Facet.WAY: _("Måte"),
    Facet.LANGUAGE: _("Språk"),
    Facet.PLACE: _("Sted"),
}
_VALUES: dict[str, Any] = {
    Need.VIOLENCE: _("Hjelp mot vold"),
    Need.SAFE_PLACE: _("Et trygt sted"),
    Need.SEXUAL_ABUSE: _("Hjelp etter overgrep"),
    Need.CONTROL: _("Hjelp mot tvang og kontroll"),
    Need.CHILD: _("Råd om et barn"),
    Need.TALK: _("Noen å snakke med"),
    Need.RIGHTS: _("Rettigheter og klage"),
    Who.WOMAN: _("Kvinne"),
    Who.MAN: _("Mann"),
    Who.QUEER: _("Skeiv"),
    Who.WORRIED: _("Bekymret for noen"),
    Who.STAFF: _("Ansatt"),
    Way.RING: _("Ringe"),
    Way.CHAT: _("Chatte"),
    Way.SMS: _("Sende SMS"),
    Way.TEXT_PHONE: _("Teksttelefon"),
    Way.SIGN: _("Tegnspråk"),
    Way.WEB: _("Lese på nett"),
    finder.INTERPRETER: _("Annet, med tolk"),
    "local": _("Her i kommunen"),
    "national": _("Hele landet"),
    "0-13": _("Under 14 år"),
    "62-120": _("62 år eller mer"),
}
_ALL = _("Alle")
# Numbers beside the first, by their key in the directory: words, and how a touch uses them. The
# emergency SMS has no touch: it reaches nobody unless the mobile was registered beforehand, and
# somebody who cannot speak would sit and wait for an answer (facts, helplines.md).
_OTHER_NUMBERS = {
    "sms": (_("SMS"), "sms"),
    "fra_utlandet": (_("Fra utlandet"), "tel"),
    "politi_utenlandsk_sim": (_("Med utenlandsk SIM, politi"), ""),
    "medisinsk_utenlandsk_sim": (_("Med utenlandsk SIM, ambulanse"), ""),
    "brann_utenlandsk_sim": (_("Med utenlandsk SIM, brann"), ""),
}
_MARKS = (_("Åpent nå"), _("Stengt nå"), _("Usikkert om det er åpent nå"))
_COUNT = _("Viser %(shown)s av %(all)s. Nødnumrene står alltid.")
_TEXTS = {
    "legend": _("Vis bare det som passer"),
    "open_only": _("Bare de som har åpent nå"),
    "reset": _("Vis alle"),
    "languages": _("Vi vet ikke alltid hvilke språk de svarer på. Be om tolk."),
    "missing": _("Nummeret er ikke klart ennå. Ring i stedet:"),
}


@dataclass(frozen=True)
class Said:
    """A text, and its language where that is not the language of the page."""

    text: str
    other: languages.Language | None = None

    @property
    def attributes(self) -> SafeString:
        """Return what the element of the text must carry: lang and dir, or nothing."""
        if self.other is None:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', self.other.tag, self.other.direction)

    def html(self) -> SafeString:
        """Return the text alone, or in an element that says its language."""
        if self.other is None:
            return format_html("{}", self.text)
        return format_html("<span{}>{}</span>", self.attributes, self.text)


def _said_in(code: str, page: languages.Language) -> languages.Language | None:
    spoken = languages.language(code)
    return None if spoken.tag == page.tag else spoken


def our_word(text: Promise | str, code: str) -> Said:
    """Return a text of ours for a reader of a language; what stands in where nobody has translated.

    A catalogue without the text gives the bokmål back: that is how a missing one is known.
    """
    page = languages.language(code)
    with translation.override(page.locale):
        here = str(text)
    with translation.override(languages.FIRST):
        first = str(text)
    if page.whole or here != first:
        return Said(here)
    stand_in = languages.language(page.instead)
    with translation.override(stand_in.locale):
        return Said(str(text), _said_in(stand_in.code, page))


def their_words(words: Words, code: str) -> Said:
    """Return a text of the directory for a reader of a language."""
    return Said(words.in_language(code), _said_in(words.code_for(code), languages.language(code)))


def context(language: str) -> dict[str, Any]:
    """Return what the finder's template draws for a reader of a language."""

    def ours(text: Promise | str) -> Said:
        return our_word(text, language)

    mine = languages.language(language)
    groups = finder.grouped(queries.directory(mine.whole))
    shown = [service for _group, services in groups for service in services]
    offered = finder.choices(shown)
    return {
        "rest": None if mine.whole else ours(_GROUPS[Group.RIGHTS]),
        "rest_in": languages.language(mine.instead),
        "all": ours(_ALL),
        "count": ours(_COUNT),
        "marks": [ours(mark) for mark in _MARKS],
        **{name: ours(text) for name, text in _TEXTS.items()},
        "choices": [
            (
                ours(_FACETS[choice.facet]),
                [(letter, _value(value, ours)) for letter, value in choice.coded()],
                choice.facet is Facet.LANGUAGE,
            )
            for choice in offered
        ],
        "groups": [
            (
                ours(_GROUPS[group]),
                [_entry(service, finder.code_of(service, offered), language) for service in found],
            )
            for group, found in groups
        ],
    }


def _value(value: str, ours: Callable[[Promise | str], Said]) -> Said:
    if value in SPOKEN:  # a language is offered in its own words
        spoken = languages.BY_CODE.get(value)
        return Said(SPOKEN[value], spoken or languages.language(languages.FIRST))
    if value in _VALUES:
        return ours(_VALUES[value])
    youngest, _dash, oldest = value.partition("-")
    pattern = ours(_("%(from)s–%(to)s år"))
    return Said(pattern.text % {"from": youngest, "to": oldest}, pattern.other)


def _entry(service: Service, code: str | None, language: str) -> dict[str, Any]:
    others = [
        (our_word(_OTHER_NUMBERS[name][0], language), number, _OTHER_NUMBERS[name][1])
        for name, number in service.other_numbers.items()
        if name in _OTHER_NUMBERS
    ]
    instead: list[tuple[Said, Number]] = [
        (their_words(other.name, language), other.number)
        for other in map(queries.service_for, service.alternatives)
        if other.number is not None
    ]
    return {
        "code": code,
        "hours": finder.hours_code(service),
        "name": their_words(service.name, language),
        "number": service.number,
        "others": others,
        "alternatives": instead if service.number is None else [],
        # The host, not a link: a touch by accident would stand in the history under a telling name.
        "website": service.website if service.number is None else "",
        "told": format_html_join(" ", "{}", ((part.html(),) for part in _told(service, language))),
    }


def _told(service: Service, language: str) -> list[Said]:
    theirs = [service.who_for, service.hours.words if service.hours else None]
    theirs += [service.chat, service.sms]
    found = [their_words(words, language) for words in theirs if words is not None]
    for is_so, text in (
        (service.free, _("Det er gratis")),
        (service.anonymous, _("Du kan være anonym")),
        (service.sign_language, _("De kan tegnspråk.")),
        (service.interpreter, _("De kan bruke tolk.")),
    ):
        found += [our_word(text, language)] if is_so else []
    if service.languages:
        spoken = ", ".join(SPOKEN[code] for code in service.languages)
        label = our_word(_FACETS[Facet.LANGUAGE], language)
        found.append(Said(f"{label.text}: {spoken}", label.other))
    last = [words for words in (service.note, service.records) if words is not None]
    if service.group is not Group.EMERGENCY:
        # A note in another language helps the reader little, and the bytes are few.
        last = [
            words
            for words in last
            if words.code_for(language) == language or languages.language(language).whole
        ]
    found += [their_words(words, language) for words in last]
    sentences = [
        Said(languages.sentence(said.text, said.other.code if said.other else language), said.other)
        for said in found
    ]
    return [
        Said(" ".join(said.text for said in same), other)
        for other, same in groupby(sentences, key=lambda said: said.other)
    ]
