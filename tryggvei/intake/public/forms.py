"""The enquiry form: what is asked, in which order, and what is said when something does not fit.

Every answer but the text is optional. No field has a maxlength in the page: a browser cuts a
pasted text off without a word; the server says what is too long and keeps it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tryggvei.intake.queries import wording
from tryggvei.intake.rules.letter import About, Letter, Mailbox
from tryggvei.intake.rules.safe_contact import (
    CHANNELS_THAT_MAY_BE_SAFE,
    Answer,
    Channel,
    SafeContact,
    safe_contact_from,
)
from tryggvei.intake.rules.text import clean_line, clean_text

TEXT_LONGEST, SHORT_LONGEST, LINE_LONGEST = 6000, 300, 100
LEAST_DIGITS = 5
FORM_VERSION = "1"
# Some browsers put old marks back into boxes and buttons after a reload.
_UNREMEMBERED = {"autocomplete": "off"}

_TOO_LONG = _("Dette er for langt. Du kan skrive %(limit)s tegn. Nå er det %(length)s.")
_NOT_A_CHOICE = _("Velg et av svarene i listen.")


class TypedText(forms.CharField):
    """Free text: cleaned of what hides, kept as typed, measured by the server alone."""

    def __init__(self, *, longest: int, lines: int = 1, **options: Any) -> None:
        """Take the limit in characters and the height of the box in lines."""
        self.longest, self.lines = longest, lines
        widget = forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput()
        super().__init__(widget=widget, strip=False, **options)

    def to_python(self, value: Any) -> str:
        """Return the text as it will be sealed."""
        text = clean_text(str(value or ""))
        return text.strip() if self.lines > 1 else clean_line(text)

    def validate(self, value: str) -> None:
        """Raise ValidationError when it is empty and must not be, or is too long."""
        super().validate(value)
        if len(value) > self.longest:
            found = {"limit": self.longest, "length": len(value)}
            raise ValidationError(_TOO_LONG, code="too_long", params=found)


def _choices(words: Mapping[Any, Promise], among: Iterable[Any] | None = None) -> Any:
    return [(key.value, words[key]) for key in (among or words)]


def _one_of(label: Any, words: Mapping[Any, Promise], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=_choices(words),
        widget=forms.RadioSelect(attrs=_UNREMEMBERED),
        required=False,
        error_messages={"invalid_choice": _NOT_A_CHOICE},
        **options,
    )


def _some_of(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple(attrs=_UNREMEMBERED),
        required=False,
        error_messages={"invalid_choice": _NOT_A_CHOICE, "invalid_list": _NOT_A_CHOICE},
        **options,
    )


def _line(label: Any, longest: int = LINE_LONGEST, **options: Any) -> TypedText:
    return TypedText(label=label, longest=longest, required=False, **options)


_YES_NO = {key: wording.ANSWER[key] for key in (Answer.YES, Answer.NO)}


class EnquiryForm(forms.Form):
    """What the page asks. Names are neutral; the order of the contact part is the facts' own."""

    about = _one_of(_("Hvem gjelder det?"), wording.ABOUT)
    text = TypedText(
        label=_("Skriv med dine egne ord"),
        help_text=_("Skriv så lite eller mye du vil, opptil 6000 tegn."),
        longest=TEXT_LONGEST,
        lines=10,
        error_messages={"required": _("Skriv noen ord her. Ett ord er nok.")},
    )
    children = _one_of(_("Er det barn i hjemmet eller familien?"), wording.ANSWER)
    children_where = _line(_("Hvor er barna nå?"), SHORT_LONGEST)

    wanted = _one_of(
        _("Vil du at vi kontakter deg?"),
        _YES_NO,
        initial=Answer.NO.value,
        help_text=_("Svarer du ikke, tar vi ikke kontakt."),
    )
    safe_now = _one_of(_("Er du trygg akkurat nå?"), wording.ANSWER)
    device_seen = _one_of(
        _("Kan den du er redd for, se telefonen, e-posten eller brevene dine?"), wording.ANSWER
    )
    channels_safe = _some_of(
        _("Hva er trygt?"), _choices(wording.CHANNEL, CHANNELS_THAT_MAY_BE_SAFE)
    )
    channels_unsafe = _some_of(
        _("Hva er ikke trygt?"),
        _choices(wording.CHANNEL, [c for c in Channel if c is not Channel.OTHER]),
        help_text=_("Krysser du av for det samme to steder, regner vi det som utrygt."),
    )
    days = _some_of(_("Hvilke dager passer?"), _choices(wording.WEEKDAY))
    hours = _line(_("Hvilke klokkeslett er trygge?"))
    answer_by_other = _line(_("Hva kan vi si hvis en annen svarer?"), SHORT_LONGEST)
    leave_message = _one_of(_("Kan vi legge igjen en beskjed?"), _YES_NO, initial=Answer.NO.value)
    show_number = _one_of(
        _("Kan nummeret vårt vises når vi ringer?"), _YES_NO, initial=Answer.NO.value
    )
    our_name = _line(_("Hvilket navn skal vi bruke når vi ringer?"))
    code_word = _line(_("Vil du ha et kodeord? Da vet du at det er oss."))
    language = _line(_("Hvilket språk vil du snakke?"))
    interpreter = _one_of(
        _("Trenger du tolk?"),
        wording.ANSWER,
        help_text=_("Vi bruker aldri familie eller barn som tolk."),
    )
    interpreter_wish = _line(
        _("Har du ønsker om tolken?"),
        SHORT_LONGEST,
        help_text=_("For eksempel dialekt, kvinne eller mann, eller noen som ikke bor i nærheten."),
    )
    if_cut = _one_of(_("Hva skal vi gjøre hvis samtalen blir brutt?"), wording.IF_CUT)
    name = _line(
        _("Hva kan vi kalle deg?"), help_text=_("Du trenger ikke å skrive det rette navnet ditt.")
    )
    phone = _line(
        _("Telefonnummer"), 40, help_text=_("Bruker vi bare hvis du har sagt at vi kan ringe.")
    )
    email = _line(
        _("E-post"), 254, help_text=_("Bruker vi bare hvis du har sagt at e-post er trygt.")
    )
    other_way = _line(_("En annen trygg måte å nå deg på"), SHORT_LONGEST)
    code_end = _line(_("Skriv de fire siste tegnene i koden"), 60)

    FIRST = ("about", "text", "children", "children_where")
    LAST = ("code_end",)

    def first_fields(self) -> list[forms.BoundField]:
        """Return what everybody is asked."""
        return [self[name] for name in self.FIRST]

    def first_drawn(self) -> list[SafeString]:
        """Return the HTML of what everybody is asked."""
        return [self._drawn(field) for field in self.first_fields()]

    def contact_drawn(self) -> list[SafeString]:
        """Return the HTML of the questions on safe contact."""
        return [self._drawn(field) for field in self.contact_fields()]

    def _drawn(self, field: forms.BoundField) -> SafeString:
        """Draw a field; one that nobody has touched is drawn once per language and kept."""
        blank: tuple[object, ...] = (field.initial,) if field.initial else (None, "", [])
        if self.is_bound and (field.errors or field.data not in blank):
            return field.as_field_group()
        return _untouched(get_language() or "", settings.FACE, field.name)

    def contact_fields(self) -> list[forms.BoundField]:
        """Return the questions on safe contact, in the order of the domain facts."""
        outside = {*self.FIRST, *self.LAST}
        return [self[name] for name in self.fields if name not in outside]

    def contact_is_touched(self) -> bool:
        """Return whether the folded contact part must be open: something stands there, or fails."""
        if not self.is_bound:
            return False
        quiet: tuple[object, ...] = (None, "", [], Answer.NO.value)
        return any(field.errors or field.data not in quiet for field in self.contact_fields())

    def clean_phone(self) -> str:
        """Refuse a number that cannot be one, rather than ring somebody else."""
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < LEAST_DIGITS:
            raise ValidationError(_("Dette ser ikke ut som et telefonnummer."))
        return phone

    def clean_email(self) -> str:
        """Refuse an address that cannot be one, rather than write to somebody else."""
        email: str = self.cleaned_data["email"]
        if email:
            validate_email(email)
        return email

    def clean(self) -> dict[str, Any]:
        """Say what is missing when contact is wanted: a wish is never dropped in silence."""
        found: dict[str, Any] = super().clean() or {}
        contact = safe_contact_from(found)
        reachable = {"channels_safe", "channels_unsafe", "phone", "email", "other_way"}
        if contact.wanted and not contact.open_channels() and not reachable & set(self.errors):
            self._say_what_is_missing(contact)
        return found

    def _say_what_is_missing(self, contact: SafeContact) -> None:
        chosen = [c for c in contact.channels_safe if c not in contact.channels_unsafe]
        if not chosen:
            self.add_error(
                "channels_safe",
                _("Velg minst én måte som er trygg. Ellers kan vi ikke kontakte deg."),
            )
        elif Channel.EMAIL in chosen:
            self.add_error("email", _("Skriv e-postadressen vi kan bruke."))
        elif Channel.OTHER in chosen:
            self.add_error("other_way", _("Skriv hvordan vi kan nå deg."))
        else:
            self.add_error("phone", _("Skriv nummeret vi kan bruke."))

    def letter(self, mailbox: Mailbox | None, written_at: str) -> Letter:
        """Return what is to be sealed. Call after is_valid()."""
        found = self.cleaned_data
        return Letter(
            text=found["text"],
            about=About(found["about"]),
            contact=safe_contact_from(found),
            mailbox=mailbox,
            form=FORM_VERSION,
            written_at=written_at,
        )


@lru_cache(maxsize=400)
def _untouched(language: str, face: str, name: str) -> SafeString:  # noqa: ARG001 - the key
    """Draw a field as on a fresh form, in the language and for the face in force.

    Holds nothing that anybody typed. A hundred radio buttons through the template engine took
    12 of the 15 ms of this page.
    """
    return EnquiryForm()[name].as_field_group()


class CodeForm(forms.Form):
    """The code on the way back. Checked by the view, since only the view may hold its key."""

    code = _line(
        _("Koden din"),
        200,
        help_text=_("Store eller små bokstaver og mellomrom spiller ingen rolle."),
    )


class AnswerForm(forms.Form):
    """An answer from the one who wrote, to the desk."""

    text = TypedText(
        label=_("Skriv til oss"),
        longest=TEXT_LONGEST,
        lines=6,
        error_messages={"required": _("Skriv noen ord her. Ett ord er nok.")},
    )


ENQUIRY_NAMES = frozenset({*EnquiryForm.base_fields, "nonce", "form", "code"})
CODE_NAMES = frozenset({"code"})
ANSWER_NAMES = frozenset({"code", "nonce", "text"})
