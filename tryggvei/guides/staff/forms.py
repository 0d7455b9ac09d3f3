"""The forms of the screens of action cards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggvei.guides.queries.cards import CardKey
from tryggvei.guides.rules.card_text import OwnContact
from tryggvei.guides.rules.own_contacts import LONGEST_LABEL, MOST, BadContact, own_contact
from tryggvei.guides.staff.words import LANGUAGE_CHOICES


class MakeForm(forms.Form):
    """Which card to make, and in which language."""

    kort = forms.ChoiceField(label=_("Hvem er kortet for?"))
    sprak = forms.ChoiceField(label=_("Språk på kortet"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, cards: Sequence[tuple[CardKey, str]], **kwargs: Any) -> None:
        """Offer the cards that the unit can have."""
        super().__init__(*args, **kwargs)
        choices = [(f"{key.card}/{key.role}", name) for key, name in cards]
        self.fields["kort"].choices = choices  # type: ignore[attr-defined]

    @property
    def key(self) -> CardKey:
        """Return the card that was chosen; the form is valid."""
        card, _slash, role = self.cleaned_data["kort"].partition("/")
        return CardKey(card, role)


class ContactsForm(forms.Form):
    """A unit's own numbers: whose each is, and the number; an empty pair is left out."""

    def __init__(self, *args: Any, contacts: Sequence[OwnContact] = (), **kwargs: Any) -> None:
        """Make as many pairs of fields as a card has room for."""
        super().__init__(*args, **kwargs)
        for at in range(1, MOST + 1):
            has = contacts[at - 1] if at <= len(contacts) else None
            self.fields[f"hvem_{at}"] = forms.CharField(
                label=_("Hvem svarer på nummer %(at)s?") % {"at": at},
                max_length=LONGEST_LABEL,
                required=False,
                initial=has.label if has else "",
            )
            self.fields[f"nummer_{at}"] = forms.CharField(
                label=_("Nummer %(at)s") % {"at": at},
                max_length=20,
                required=False,
                initial=has.number if has else "",
                widget=forms.TextInput(attrs={"inputmode": "tel"}),
            )

    def clean(self) -> dict[str, Any]:
        """Gather the pairs; name the field that does not hold what it should."""
        data = super().clean() or {}
        self.contacts: list[OwnContact] = []
        for at in range(1, MOST + 1):
            label, number = data.get(f"hvem_{at}", ""), data.get(f"nummer_{at}", "")
            if not label and not number:
                continue
            if not label:
                self.add_error(
                    f"hvem_{at}", _("Skriv hvem som svarer, for eksempel «Vakttelefon».")
                )
                continue
            try:
                self.contacts.append(own_contact(label, number))
            except BadContact:
                self.add_error(
                    f"nummer_{at}",
                    _("Skriv et norsk nummer med åtte sifre, eller et internt med tre til fem."),
                )
        return data
