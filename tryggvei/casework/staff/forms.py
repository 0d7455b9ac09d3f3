"""The desk's forms. What was typed is kept when something must be mended."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggvei.casework.rules import GROUNDS_TO_CHOOSE, Outcome
from tryggvei.casework.staff.words import CLOSING, GROUND, OPENING, OUTCOME
from tryggvei.intake.api import (
    CHANNELS_THAT_MAY_BE_SAFE,
    REPLY_LONGEST,
    Answer,
    IfCut,
    SafeContact,
    Weekday,
    safe_contact_from,
    wording,
)
from tryggvei.organisation.api import PersonInfo

NOTE_LONGEST = 8000


class OpeningForm(forms.Form):
    """Why a sealed message is opened."""

    ground = forms.ChoiceField(
        label=_("Hvorfor åpner du meldingen?"),
        help_text=_("Grunnen blir skrevet i loggen. Den det gjelder, kan få se den."),
        choices=list(OPENING.items()),
        widget=forms.RadioSelect,
    )


class UnitForm(forms.Form):
    """Which of her teams has a new case, for somebody who registers in several."""

    unit = forms.TypedChoiceField(
        label=_("Hvilket team skal ha saken?"),
        help_text=_("Bare det teamet kan åpne saken."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvilket team som skal ha saken.")},
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """Why a message leads to nothing more."""

    ground = forms.ChoiceField(
        label=_("Hvorfor skal det ikke gjøres noe mer?"),
        choices=list(CLOSING.items()),
        widget=forms.RadioSelect,
    )


class GroundForm(forms.Form):
    """Why somebody opens a case that is not hers."""

    ground = forms.ChoiceField(
        label=_("Hvorfor åpner du saken?"),
        help_text=_(
            "Du er ikke ansvarlig for saken. "
            "Den det gjelder, kan få se hvem som åpnet den, og hvorfor."
        ),
        choices=[(ground.value, GROUND[ground]) for ground in GROUNDS_TO_CHOOSE],
        widget=forms.RadioSelect,
    )


class AssignForm(forms.Form):
    """Who takes the case."""

    person = forms.TypedChoiceField(label=_("Ny ansvarlig"), coerce=int)

    def __init__(self, *args: Any, members: list[PersonInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (member.id, f"{member.name}, {member.title}") for member in members
        ]


class NoteForm(forms.Form):
    """A note in the case."""

    text = forms.CharField(
        label=_("Nytt notat"),
        help_text=_("Skriv hva du så og hørte, og hva du gjorde. Hold det fra hverandre."),
        max_length=NOTE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(forms.Form):
    """An answer to the one who wrote."""

    text = forms.CharField(
        label=_("Svar til den som skrev"),
        help_text=_(
            "Svaret kan bare leses med koden. Tenk på at noen andre kan ha funnet den: "
            "Ikke skriv navn, adresse, tid eller sted for et møte."
        ),
        max_length=REPLY_LONGEST,
        widget=forms.Textarea,
    )


class AttemptForm(forms.Form):
    """How an attempt to reach somebody went."""

    channel = forms.ChoiceField(label=_("Hvordan prøvde du?"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("Hvordan gikk det?"), choices=list(OUTCOME.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Kort om samtalen"), required=False, max_length=NOTE_LONGEST, widget=forms.Textarea
    )
    read_hours = forms.BooleanField(
        label=_("Jeg leste når det er trygt før jeg tok kontakt"), required=False
    )

    def __init__(
        self, *args: Any, channels: tuple[str, ...], must_read_hours: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.must_read_hours = must_read_hours
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (c.value, wording.CHANNEL[c]) for c in CHANNELS_THAT_MAY_BE_SAFE if c in channels
        ]
        if not must_read_hours:
            del self.fields["read_hours"]

    def clean_read_hours(self) -> bool:
        """Refuse when the person's own words about time were not read."""
        read = bool(self.cleaned_data["read_hours"])
        if not read:
            raise forms.ValidationError(_("Les når det er trygt, og kryss av før du går videre."))
        return read

    @property
    def went(self) -> Outcome:
        """Return the outcome that was chosen."""
        return Outcome(self.cleaned_data["outcome"])


class TermsForm(forms.Form):
    """The terms of safe contact as the person says them now. Empty answers open nothing."""

    said_today = forms.BooleanField(
        label=_("Personen har selv sagt dette i dag"),
        error_messages={
            "required": _("Bare personen selv kan si hva som er trygt. Uten det kan du ikke lagre.")
        },
    )
    wanted = forms.ChoiceField(
        label=_("Ønsker personen at vi tar kontakt?"),
        choices=[(a.value, wording.ANSWER[a]) for a in (Answer.YES, Answer.NO)],
        widget=forms.RadioSelect,
    )
    device_seen = forms.ChoiceField(
        label=_("Kan den personen er redd for, se telefonen, posten eller meldingene?"),
        choices=[(a.value, wording.ANSWER[a]) for a in Answer],
        initial=Answer.UNKNOWN.value,
        widget=forms.RadioSelect,
    )
    channels_safe = forms.MultipleChoiceField(
        label=_("Trygge måter"),
        choices=[(c.value, wording.CHANNEL[c]) for c in CHANNELS_THAT_MAY_BE_SAFE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    phone = forms.CharField(label=_("Telefonnummer"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-postadresse"), required=False, max_length=200)
    other_way = forms.CharField(label=_("Annen måte"), required=False, max_length=300)
    days = forms.MultipleChoiceField(
        label=_("Trygge dager"),
        choices=[(d.value, wording.WEEKDAY[d]) for d in Weekday],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hours = forms.CharField(
        label=_("Trygge tider, med personens egne ord"), required=False, max_length=300
    )
    answer_by_other = forms.CharField(
        label=_("Hva skal vi si hvis en annen svarer?"), required=False, max_length=300
    )
    leave_message = forms.BooleanField(label=_("Vi kan legge igjen beskjed"), required=False)
    show_number = forms.BooleanField(label=_("Vi kan vise nummeret vårt"), required=False)
    our_name = forms.CharField(
        label=_("Navnet vi skal bruke om oss selv"), required=False, max_length=100
    )
    code_word = forms.CharField(label=_("Kodeord"), required=False, max_length=100)
    if_cut = forms.ChoiceField(
        label=_("Hvis samtalen blir brutt"),
        choices=[(c.value, wording.IF_CUT[c]) for c in IfCut],
        initial=IfCut.NOTHING.value,
        widget=forms.RadioSelect,
    )

    def contact(self, earlier: SafeContact) -> SafeContact:
        """Return the terms as said now; what this form does not ask (language, children) stays.

        A way that is called safe now is no longer unsafe: the newest word of the person rules.
        """
        said = {**asdict(earlier), **self.cleaned_data}
        safe_now = set(self.cleaned_data["channels_safe"])
        said["channels_unsafe"] = [c for c in earlier.channels_unsafe if c.value not in safe_now]
        return safe_contact_from(said)

    def clean(self) -> dict[str, Any]:
        """Refuse a safe way without the number or address that belongs to it."""
        cleaned = super().clean() or {}
        contact = safe_contact_from(cleaned)
        field_of = {"phone": "phone", "sms": "phone", "email": "email", "other": "other_way"}
        for channel in contact.channels_safe:
            if (
                contact.wanted
                and not contact.address_of(channel)
                and field_of[channel] not in self.errors
            ):
                self.add_error(
                    field_of[channel], _("Skriv hvor vi skal nå personen på denne måten.")
                )
        return cleaned
