"""Pages of the website: one text in one form, checked among all others, in fourteen languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from tryggvei.contentpack.api import pack_entries
from tryggvei.editorial.kinds.base import (
    Context,
    Data,
    Desk,
    Kind,
    Listed,
    NamedChanges,
    Raw,
)
from tryggvei.editorial.kinds.forms import (
    SeenForm,
    WholeForm,
    lines_field,
    lines_of,
    place_error,
    with_unix_ends,
)
from tryggvei.editorial.rules.wording import changes, composed, text_of
from tryggvei.toolbox.languages import language
from tryggvei.toolbox.wording import Coded
from tryggvei.website.api import (
    LANGUAGES,
    OF_TRANSLATIONS,
    PAGES,
    Fault,
    Page,
    Proof,
    address_of,
    check_one,
    leads_to_help,
    pages,
    preview,
    stale_translations,
    usable,
)

FIELDS = {
    "title": _("Tittel"),
    "heading": _("Overskrift"),
    "description": _("Beskrivelse"),
    "body": _("Tekst"),
    "doors_heading": _("Overskrift over dørene"),
    "doors": _("Dører"),
    "more": _("Les videre"),
    "audience": _("Hvem siden er for"),
    "outside": _("Nettsteder siden kan lenke til"),
    "sources": _("Kilder"),
    "translated_from": _("Hvilken bokmålstekst oversettelsen følger"),
}
LINES = ("more", "audience", "outside", "sources")
_TEXTS = ("title", "heading", "description", "body", "doors_heading", "doors")
_BODY_LONGEST = 40_000  # letters; the longest page today has some 5,000


class PageForm(WholeForm):
    """A page as its editor writes it. Lists have a line each."""

    title = forms.CharField(
        label=FIELDS["title"],
        help_text=_("Synes i fanen og i historikken. Ikke skriv hva siden handler om."),
        max_length=60,
        error_messages={"required": _("Skriv en tittel.")},
    )
    heading = forms.CharField(
        label=FIELDS["heading"],
        help_text=_("Synes bare for den som har siden åpen."),
        max_length=120,
        error_messages={"required": _("Skriv en overskrift.")},
    )
    description = forms.CharField(
        label=FIELDS["description"],
        help_text=_("Synes i søketreff. Kan være tom. Ikke skriv hva siden handler om."),
        max_length=200,
        required=False,
    )
    body = forms.CharField(
        label=FIELDS["body"],
        help_text=_(
            "## gir en overskrift, - gir et punkt, **ord** gir fet skrift. Skriv aldri et "
            "telefonnummer. Skriv for eksempel [[tel:politi_nod]]."
        ),
        max_length=_BODY_LONGEST,
        widget=forms.Textarea(attrs={"rows": "24"}),
        error_messages={"required": _("Skriv en tekst.")},
    )
    doors_heading = forms.CharField(label=FIELDS["doors_heading"], max_length=120, required=False)
    doors = lines_field(
        FIELDS["doors"],
        _("En linje for hver: side | tekst | hva som står under. Bare på forsiden."),
    )
    more = lines_field(FIELDS["more"], _("Navnet på en side på hver linje. Bare på bokmål."))
    audience = lines_field(FIELDS["audience"], _("En gruppe på hver linje."), required=True, rows=2)
    outside = lines_field(
        FIELDS["outside"],
        _("Et besøk der synes i historikken. La feltet helst være tomt."),
        rows=2,
    )
    sources = lines_field(FIELDS["sources"], _("En kilde på hver linje."), required=True, rows=5)
    follows = forms.BooleanField(
        label=_("Jeg har lest hele bokmålssiden, og oversettelsen sier det samme."),
        required=False,
    )

    def __init__(self, *args: Any, bokmaal: Page | None = None, **more: Any) -> None:
        """Take the bokmål page of a translation; without one there is nothing to follow."""
        super().__init__(*args, **more)
        self.bokmaal = bokmaal
        if bokmaal is None:
            del self.fields["follows"]
        else:
            del self.fields["more"]

    def clean_body(self) -> str:
        """Return the text with the line ends of the pack."""
        return f"{with_unix_ends(str(self.cleaned_data['body']))}\n"

    def clean_doors(self) -> list[dict[str, str]]:
        """Return the doors, each from a line of three parts."""
        doors = []
        for line in lines_of(self.cleaned_data["doors"]):
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 3 or not all(parts):
                raise forms.ValidationError(_("Hver linje må ha tre deler med | mellom."))
            doors.append(dict(zip(("page", "text", "hint"), parts, strict=True)))
        return doors

    def written(self) -> Raw:
        """Return the fields of the item, from a valid form."""
        data = self.cleaned_data
        values: Raw = {name: data[name] for name in _TEXTS}
        values |= {name: lines_of(data[name]) for name in LINES if name in data}
        if self.bokmaal is not None and data.get("follows"):
            values["translated_from"] = self.bokmaal.fingerprint
        return values


@dataclass(frozen=True)
class PageRemark:
    """A fault as an editor reads it: the field of the form, the page, and what is wrong."""

    field: str
    page: str
    text: str


def initial_of(data: Data, bokmaal: Page | None) -> Raw:
    """Return what the form holds when it is opened."""
    filled: Raw = {name: text_of(data, name) for name in (*_TEXTS, *LINES)}
    stamp = data.get("translated_from")
    filled["follows"] = bokmaal is not None and stamp == bokmaal.fingerprint
    return filled


def bokmaal_of(key: str) -> Page | None:
    """Return the bokmål page that a page is a translation of, None for bokmål itself."""
    code, _slash, page_id = key.partition("/")
    return None if code == LANGUAGES[0] else pages(LANGUAGES[0]).get(page_id)


def page_of(data: Data) -> Page:
    """Return the page that values make. Raises pydantic.ValidationError."""
    return Page.model_validate(dict(data))


class Pages(Kind):
    """The pages of the website."""

    name = PAGES
    fields = tuple(FIELDS)
    order = 20
    label = _("Side")
    many = _("Sider")
    sort_label = _("Språk")
    labels = FIELDS
    has_languages = True
    edit_template = "editorial/staff/edit.html"

    def whole(self, data: Data) -> Page:
        """Return the page that values make. Raises pydantic.ValidationError."""
        return page_of(data)

    def heading(self, data: Data) -> str:
        """Return the heading."""
        return str(data.get("heading", ""))

    def needs_two(self, key: str, data: Data) -> bool:
        """Return True unless the pack says that one person is enough, and the new text agrees.

        The pack's file decides, not the text that is being written: nobody can release herself. A
        text that gets a number or a way to help needs two, whatever the file says.
        """
        entry = pack_entries(PAGES).get(key)
        if entry is None or cast("Page", entry.item).needs_two:
            return True
        try:
            return leads_to_help(page_of(data))
        except ValidationError:
            return True

    def faults(self, item: BaseModel, shown: Data) -> Iterable[Coded]:
        """Return the faults that stop a page.

        What a change of the bokmål page asks of its translations is told loudly where bokmål is
        written, and is a stop where a translation is: they come after. But no other fault
        elsewhere may be caused.
        """
        proof = check_one(cast("Page", item))
        return [*proof.own, *(f for f in proof.elsewhere if f.rule not in OF_TRANSLATIONS)]

    def sort(self, key: str) -> str:
        """Return the language."""
        return language(_language_of(key)).name

    def address(self, key: str) -> str:
        """Return where readers find the page."""
        return address_of(key.partition("/")[2], _language_of(key))

    def in_words(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a fault is about, the language by its name."""
        words = super().in_words(told)
        if "language" not in words:
            return words
        return {**words, "language": language(str(words["language"])).name}

    def differences(self, old: Data, new: Data) -> NamedChanges:
        """Return how two texts differ, field by field."""
        return [
            (str(FIELDS.get(change.name, change.name)), change)
            for change in changes(old, new, self.fields)
        ]

    def listed(self, language: str) -> list[Listed]:
        """Return the pages of a language."""
        behind = set(stale_translations())
        return [
            Listed(page.key, page.heading, page, page.key in behind)
            for page in pages(language).values()
        ]

    def opened(self, desk: Desk, query: Mapping[str, str]) -> tuple[SeenForm | None, Context]:
        """Return the form, with the newest saved text, or the one that the address asks for."""
        begin = desk.beginning_from(query.get("fra", ""))
        bokmaal = bokmaal_of(desk.today.key)
        initial = {**initial_of(begin.data, bokmaal), **desk.seen, "restores": begin.restores}
        text = {name: begin.data[name] for name in self.fields if name in begin.data}
        proof = _proof_of(composed(desk.today.data, text))
        more = {"proof": proof, "restores": begin.restores}
        return PageForm(initial=initial, bokmaal=bokmaal), more

    def form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form that was sent, bound."""
        return PageForm(sent, bokmaal=bokmaal_of(desk.today.key))

    def checked(self, desk: Desk, form: SeenForm) -> Context:
        """Put the faults of the page beside their fields."""
        data = composed(desk.today.data, form.written())
        try:
            proof = check_one(page_of(data))
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                field = str(fault["loc"][0]) if fault["loc"] else ""
                place_error(form, field, gettext("Dette kan ikke stå slik."))
            return {"proof": None}
        for remark in self.remarks(proof.own):
            place_error(form, remark.field, remark.text)
        return {"proof": proof}

    def remarks(self, faults: Iterable[Fault]) -> list[PageRemark]:
        """Return faults as an editor reads them, with the line where the text has lines."""
        remarks = []
        for fault in faults:
            text = self.said(fault)
            if fault.where == "body" and fault.line:
                text = gettext("Linje %(line)s: %(text)s") % {"line": fault.line + 1, "text": text}
            remarks.append(PageRemark(fault.where, fault.page, text))
        return remarks

    def screen(self, desk: Desk, form: SeenForm | None, more: Context) -> Context:
        """Return the bokmål page beside, what the check says, and what may be written."""
        proof: Proof | None = more.get("proof")
        errors = form.errors if form is not None else {}
        return {
            "bokmaal": bokmaal_of(desk.today.key),
            "more_open": bool({*LINES, "doors", "doors_heading"} & set(errors)),
            "usable": usable(_language_of(desk.today.key)),
            "elsewhere": self.remarks(proof.elsewhere) if proof else [],
            "own": self.remarks(proof.own) if proof else [],
        }

    def conflict(self, before: Desk, now: Desk, theirs: Data, form: SeenForm | None) -> Context:
        """Return how what was typed differs from the text that came first."""
        if form is None or not form.is_valid():
            return super().conflict(before, now, theirs, form)
        mine = composed(now.today.data, form.written())
        return {"conflict_changes": self.differences(theirs, mine)}

    def preview(self, data: Data, query: Mapping[str, str]) -> str:
        """Return the page as it would be baked. Raises LookupError, ValidationError."""
        return preview(page_of(data))


def _proof_of(data: Data) -> Proof | None:
    try:
        return check_one(page_of(data))
    except ValidationError:
        return None


def _language_of(key: str) -> str:
    return key.partition("/")[0]


KIND = Pages()
