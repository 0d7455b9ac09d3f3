"""What can be wrong with a page: a code for each, and its words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tryggvei.toolbox.wording import NOTHING_MORE, Params, Plain, Words, in_english
from tryggvei.toolbox.wording import later as _


class PageRule(StrEnum):
    """Every fault that the check of the pages can find."""

    FILE_ELSEWHERE = "file-elsewhere"
    LANGUAGE_UNKNOWN = "language-unknown"
    NOT_CORE = "not-core"
    WORD_SEEN = "word-seen"
    SECOND_TITLE = "second-title"
    HEADING_JUMPS = "heading-jumps"
    HARD_TO_READ = "hard-to-read"
    TYPED_NUMBER = "typed-number"
    HTML = "html"
    LINK_UNREAD = "link-unread"
    LINK_OUTSIDE = "link-outside"
    PLACEHOLDER_UNREAD = "placeholder-unread"
    PLACEHOLDER_UNKNOWN = "placeholder-unknown"
    NEEDS_KEY = "needs-key"
    NEEDS_TEXT = "needs-text"
    TAKES_NO_KEY = "takes-no-key"
    TAKES_NO_TEXT = "takes-no-text"
    BLOCK_IN_SENTENCE = "block-in-sentence"
    GUIDE_APART = "guide-apart"
    TELLS_PROTECTION = "tells-protection"
    PAGE_APART = "page-apart"
    NEEDS_TWO = "needs-two"
    NO_PAGE = "no-page"
    NO_OTHER_PAGE = "no-other-page"
    ONWARD_TRANSLATED = "onward-translated"
    NO_NUMBER = "no-number"
    NO_SERVICE = "no-service"
    NO_GUIDE = "no-guide"
    NO_PRINT = "no-print"
    NO_PICTURE = "no-picture"
    CORE_MISSING = "core-missing"
    NOT_IN_LANGUAGE = "not-in-language"
    DOORS_DIFFER = "doors-differ"
    PLACEHOLDERS_DIFFER = "placeholders-differ"
    PLACEHOLDERS_COUNT = "placeholders-count"
    OUTLINE_DIFFERS = "outline-differs"


# What cannot be right in two languages at once while one of them is changed first.
OF_TRANSLATIONS = frozenset(
    {
        PageRule.DOORS_DIFFER,
        PageRule.PLACEHOLDERS_DIFFER,
        PageRule.PLACEHOLDERS_COUNT,
        PageRule.OUTLINE_DIFFERS,
    }
)
# What a sentence may name besides the parameters: the page, and the field of it.
PLACE = frozenset({"page", "where"})


@dataclass(frozen=True, order=True)
class Fault:
    """A fault of a page. `where` is a field; `line` counts from 0 inside the body."""

    page: str
    where: str
    rule: PageRule
    params: Params = NOTHING_MORE
    line: int = 0

    @property
    def code(self) -> str:
        """Return the code as text."""
        return self.rule.value

    @property
    def words(self) -> Words:
        """Return its two sentences."""
        return WORDS[self.rule]

    @property
    def told(self) -> Mapping[str, Plain]:
        """Return its parameters, and where it was found."""
        return {"page": self.page, "where": self.where, **self.params}

    @property
    def reason(self) -> str:
        """Return its English sentence."""
        return in_english(self)


WORDS: dict[PageRule, Words] = {
    PageRule.FILE_ELSEWHERE: Words(
        "the file is %(page)s, but its front matter says %(said)s",
        _("Filen sier at den er «%(said)s», men den ligger et annet sted."),
    ),
    PageRule.LANGUAGE_UNKNOWN: Words(
        "%(code)r is not one of %(known)s",
        _("Språket «%(code)s» finnes ikke. Vi har %(known)s."),
    ),
    PageRule.NOT_CORE: Words(
        "%(id)r is not a core page: %(code)s has those alone",
        _("«%(id)s» er ingen kjerneside. På språket %(code)s har vi bare dem."),
    ),
    PageRule.WORD_SEEN: Words(
        "the %(where)s says %(word)r: it is seen in the history",
        _("Ordet «%(word)s» synes i historikken."),
    ),
    PageRule.SECOND_TITLE: Words(
        "the body has a # heading: the page has its own",
        _("Siden har alt en overskrift. Bruk ## i teksten."),
    ),
    PageRule.HEADING_JUMPS: Words(
        "the heading %(heading)r jumps from level %(before)s to %(level)s",
        _("Overskriften «%(heading)s» hopper fra nivå %(before)s til %(level)s."),
    ),
    PageRule.HARD_TO_READ: Words(
        "LIX is %(lix)s; it must be under %(stop)s. Shorten it.",
        _("LIX er %(lix)s. Den må være under %(stop)s. Skriv kortere setninger og ord."),
    ),
    PageRule.TYPED_NUMBER: Words(
        "%(number)r looks like a phone number: write [[tel:key]]",
        _("«%(number)s» ligner et telefonnummer. Skriv [[tel:navn]] i stedet."),
    ),
    PageRule.HTML: Words("HTML is not used in pages", _("Du kan ikke bruke HTML.")),
    PageRule.LINK_UNREAD: Words(
        "a link is not https to a host in 'outside'",
        _("En lenke må begynne med https og gå til et nettsted som står i feltet."),
    ),
    PageRule.LINK_OUTSIDE: Words(
        "the link to %(target)r is not https to a host in 'outside'",
        _("Lenken til «%(target)s» må begynne med https og gå til et nettsted i feltet."),
    ),
    PageRule.PLACEHOLDER_UNREAD: Words(
        "a placeholder is not written [[kind:key|text]]",
        _("Doble klammer skrives slik: [[side:navn|tekst]]."),
    ),
    PageRule.PLACEHOLDER_UNKNOWN: Words(
        "[[%(kind)s]] is not a placeholder (known: %(known)s)",
        _("[[%(kind)s]] er ikke noe vi kjenner. Vi har %(known)s."),
    ),
    PageRule.NEEDS_KEY: Words(
        "[[%(kind)s:...]] needs a key after the colon",
        _("[[%(kind)s]] mangler navn etter kolon."),
    ),
    PageRule.NEEDS_TEXT: Words(
        "[[%(kind)s:%(key)s|...]] needs a text that says what it is",
        _("[[%(kind)s:%(key)s]] mangler en tekst som sier hva det er. Skriv den etter |."),
    ),
    PageRule.TAKES_NO_KEY: Words(
        "[[%(kind)s]] takes no key", _("[[%(kind)s]] skal stå uten navn.")
    ),
    PageRule.TAKES_NO_TEXT: Words(
        "[[%(kind)s]] takes no text: %(text)r would be lost",
        _("[[%(kind)s]] skal stå uten egen tekst. «%(text)s» ville blitt borte."),
    ),
    PageRule.BLOCK_IN_SENTENCE: Words(
        "[[%(kind)s]] is a block: let it stand in a paragraph of its own",
        _("[[%(kind)s]] må stå alene i et avsnitt."),
    ),
    PageRule.GUIDE_APART: Words(
        "only %(only)r leads to the guide %(guide)r",
        _("Bare siden «%(only)s» kan lenke til veilederen «%(guide)s»."),
    ),
    PageRule.TELLS_PROTECTION: Words(
        "[[%(target)s]] may tell how those exposed are protected",
        _("[[%(target)s]] kan røpe hvordan utsatte blir beskyttet. Den kan ikke stå her."),
    ),
    PageRule.PAGE_APART: Words(
        "only the front page leads to %(target)r",
        _("Bare forsiden kan lenke til siden «%(target)s»."),
    ),
    PageRule.NEEDS_TWO: Words(
        "a page that leads to help needs two persons",
        _("Siden fører til hjelp og må leses av to. Endre det i innholdspakken."),
    ),
    PageRule.NO_PAGE: Words(
        "no page %(target)r in %(language)s",
        _("Siden «%(target)s» finnes ikke på dette språket: %(language)s."),
    ),
    PageRule.NO_OTHER_PAGE: Words(
        "no other page %(target)r in %(language)s",
        _("Det er ingen annen side «%(target)s» på dette språket: %(language)s."),
    ),
    PageRule.ONWARD_TRANSLATED: Words(
        "only the first language says what to read next",
        _("«Les videre» skrives bare på bokmål."),
    ),
    PageRule.NO_NUMBER: Words(
        "the help directory has no number %(key)r", _("«%(key)s» har ikke noe nummer.")
    ),
    PageRule.NO_SERVICE: Words(
        "the help directory has no service %(key)r", _("Tjenesten «%(key)s» finnes ikke.")
    ),
    PageRule.NO_GUIDE: Words(
        "there is no guide %(key)r in %(language)s",
        _("Veilederen «%(key)s» finnes ikke på dette språket: %(language)s."),
    ),
    PageRule.NO_PRINT: Words(
        "there is no print %(key)r (known: %(known)s)",
        _("Trykksaken «%(key)s» finnes ikke. Vi har %(known)s."),
    ),
    PageRule.NO_PICTURE: Words(
        "there is no picture %(key)r (known: %(known)s)",
        _("Bildet «%(key)s» finnes ikke. Vi har %(known)s."),
    ),
    PageRule.CORE_MISSING: Words(
        "%(code)s is offered, but has no %(id)r",
        _("Vi tilbyr språket %(code)s, men det har ikke siden «%(id)s»."),
    ),
    PageRule.NOT_IN_LANGUAGE: Words(
        "the page does not exist in %(language)s",
        _("Siden finnes ikke på dette språket: %(language)s."),
    ),
    PageRule.DOORS_DIFFER: Words(
        "the doors are not those of %(first)s",
        _("Dørene er ikke de samme som på bokmål (%(first)s)."),
    ),
    PageRule.PLACEHOLDERS_DIFFER: Words(
        "placeholders differ from %(first)s: %(differing)s",
        _("Numre og lenker er ikke de samme som på bokmål (%(first)s): %(differing)s"),
    ),
    PageRule.PLACEHOLDERS_COUNT: Words(
        "placeholders differ from %(first)s: their count",
        _("Noen numre eller lenker står flere eller færre ganger enn på bokmål (%(first)s)."),
    ),
    PageRule.OUTLINE_DIFFERS: Words(
        "the headings are not those of %(first)s",
        _("Overskriftene har ikke samme nivåer som på bokmål (%(first)s)."),
    ),
}
