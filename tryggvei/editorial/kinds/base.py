"""What a kind of text must be able to: be read, checked, written in a form, compared, and drawn.

One file of this folder is one kind. The way of a text (who writes, who reads, when it is shown) is
the same for all, and knows none of them by name.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from tryggvei.contentpack.api import Reviewed
from tryggvei.editorial.kinds.forms import SeenForm
from tryggvei.editorial.models import Draft
from tryggvei.editorial.rules.reasons import Reason, Stopper
from tryggvei.editorial.rules.wording import FieldChange, digest_of
from tryggvei.editorial.rules.workflow import Basis, Moved, State, Step, may_take
from tryggvei.toolbox.wording import Coded, Params

Raw = dict[str, Any]
Data = Mapping[str, Any]
NamedChanges = list[tuple[str, FieldChange]]
Context = dict[str, Any]
Label = str | Promise


@dataclass(frozen=True)
class Today:
    """An item as readers have it now (`data`), and as the pack has it (None: not in the pack)."""

    kind: str
    key: str
    data: Raw
    pack: Raw | None
    overtaken: bool

    @property
    def basis(self) -> Basis:
        """Return what a text that is begun now stands on."""
        return Basis(digest_of(self.data), digest_of(self.pack))


@dataclass(frozen=True)
class Beginning:
    """A text to begin from that an address asked for (`asked`), and the version it goes back to."""

    asked: str
    data: Raw
    restores: int | None = None


@dataclass(frozen=True)
class Desk:
    """What one visit to the form is about: the text as it was saved last, or as readers have it.

    `both`: the parts that both the draft and readers' text have changed, in a kind that puts the
    two together. `moved`: what has changed since the draft was saved. `beginning_from` fetches a
    text that somebody wants to begin from; raises Http404.
    """

    today: Today
    draft: Draft | None
    data: Raw
    moved: Moved | None
    beginning_from: Callable[[str], Beginning]
    both: tuple[str, ...] = ()

    @property
    def seen(self) -> Raw:
        """Return what a form keeps of how things stood when it was opened."""
        basis = self.today.basis
        number = self.draft.number if self.draft else 0
        return {"seen_number": number, "seen_shown": basis.shown, "seen_pack": basis.pack}

    @property
    def path(self) -> str:
        """Return the address of the form."""
        return reverse("editorial:edit", kwargs={"kind": self.today.kind, "key": self.today.key})

    @property
    def is_writable(self) -> bool:
        """Return whether the text is with its writers."""
        return self.draft is None or may_take(State(self.draft.state), Step.SAVE)


@dataclass(frozen=True)
class Listed:
    """An item as its kind gives it to the list of texts."""

    key: str
    heading: str
    mark: Reviewed
    is_stale: bool = False


class NoSuchForm(Exception):
    """What was sent is none of the kind's forms, or is about a part that is not there."""


class CannotBeWritten(Exception):
    """A form is valid, and its text cannot be made all the same. The message is for the editor."""


class Kind(ABC):
    """A kind of text that is written here."""

    name: str  # of the kind in the pack
    fields: tuple[str, ...]  # what is written here; the rest is the pack's, and stays as it is
    order = 50  # in the list of texts, the least first
    label: Label  # of one text: "Veileder"
    many: Label  # the heading over the list of them
    caption: Label = _("De som bør ses på, står øverst.")
    sort_label: Label = _("Slags tekst")
    write_label: Label = _("Skriv en ny tekst")
    labels: Mapping[str, Label] = {}  # of the fields
    edit_template: str
    picture_template = ""  # drawn beside a draft
    has_languages = False  # whether the list is of one language at a time
    has_structure = False  # whether a change can be of more than words
    views: Sequence[tuple[str, Label]] = ()  # languages that a draft can be looked at in

    # -- the text ------------------------------------------------------------------------------

    @abstractmethod
    def whole(self, data: Data) -> BaseModel:
        """Return the item that values make. Raises pydantic.ValidationError."""

    @abstractmethod
    def heading(self, data: Data) -> str:
        """Return what a text is called in the lists; never raises for values that are not whole."""

    def needs_two(self, key: str, data: Data) -> bool:
        """Return whether somebody else must read a new text. A kind says no at its peril."""
        return True

    def stops(self, data: Data, shown: Data) -> list[Coded]:
        """Return why a text may not be sent in or shown; empty: it may.

        `shown` is the text that readers have now. Raises PackError.
        """
        try:
            item = self.whole(data)
        except ValidationError as error:
            return list(unreadable(error))
        return list(self.faults(item, shown))

    def faults(self, item: BaseModel, shown: Data) -> Iterable[Coded]:
        """Return what is wrong with a text that can be read."""
        return ()

    def to_show(self, data: Data, shown: Data, pack: Data | None) -> Raw:
        """Return a text as it is stored when it is shown."""
        return dict(data)

    def changes_structure(self, shown: Data, data: Data) -> bool:
        """Return whether a text changes more than words."""
        return False

    # -- in words ------------------------------------------------------------------------------

    def sort(self, key: str) -> str:
        """Return what sort of text it is, for the lists."""
        return str(self.label)

    def address(self, key: str) -> str:
        """Return where readers find it, "" where it has no address of its own."""
        return ""

    def who_reads(self, *, two: bool) -> str:
        """Return in a sentence who must read a change."""
        if two:
            return gettext("To personer. En annen enn den som skrev, må godkjenne.")
        return gettext("Én person er nok. Siden fører ikke til hjelp eller fare.")

    def in_words(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a fault is about as people call it: ids by their names."""
        label = self.labels.get(str(told.get("field")))
        return told if label is None else {**told, "field": label}

    def said(self, fault: Coded) -> str:
        """Return a fault's sentence in the language of the screen."""
        return gettext(fault.words.norwegian) % self.in_words(fault.told)

    @abstractmethod
    def differences(self, old: Data, new: Data) -> NamedChanges:
        """Return how two texts differ, with a name for each difference."""

    @abstractmethod
    def listed(self, language: str) -> list[Listed]:
        """Return every text of the kind, or of a language where it has one for each. PackError."""

    # -- on the screens ------------------------------------------------------------------------

    def desk(
        self,
        today: Today,
        draft: Draft | None,
        saved: Raw | None,
        moved: Moved | None,
        beginning_from: Callable[[str], Beginning],
    ) -> Desk:
        """Return what a visit to the form is about; `saved` is the newest text of the draft."""
        data = today.data if saved is None else saved
        return Desk(today, draft, data, moved, beginning_from)

    @abstractmethod
    def opened(self, desk: Desk, query: Mapping[str, str]) -> tuple[SeenForm | None, Context]:
        """Return the form that an address asks for, and more for the screen. Raises NoSuchForm."""

    @abstractmethod
    def form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form that was sent, bound. Raises NoSuchForm."""

    def text_form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form of texts that was sent, to check or draw it. Raises NoSuchForm."""
        return self.form(desk, sent)

    @abstractmethod
    def checked(self, desk: Desk, form: SeenForm) -> Context:
        """Put what the check says of a valid form beside its fields; return more for the screen."""

    @abstractmethod
    def screen(self, desk: Desk, form: SeenForm | None, more: Context) -> Context:
        """Return what the kind's own template needs, besides what all have."""

    def conflict(self, before: Desk, now: Desk, theirs: Data, form: SeenForm | None) -> Context:
        """Return how the text that came first differs, for somebody whose save was refused."""
        return {"conflict_changes": self.differences(before.data, theirs)}

    def after(self, desk: Desk, form: SeenForm, whole: Data) -> str | None:
        """Return the query of the form that an editor comes to after a save; None: the text."""
        return None

    @abstractmethod
    def preview(self, data: Data, query: Mapping[str, str]) -> str:
        """Return a text's HTML as readers would see it. Raises LookupError, ValidationError."""

    def beside(self, today: Today, data: Data, edit_path: str) -> Context:
        """Return what the one who approves must see besides the words.

        edit_path: where the parts of a text lead, "" for whoever may not write now.
        """
        return {}


def unreadable(error: ValidationError) -> Iterable[Reason]:
    """Yield a reason for each value that cannot be read."""
    for fault in error.errors(include_url=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        yield Reason(Stopper.UNREADABLE, Params(field=field))


def clean_query(query: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of an address as plain text."""
    return {name: str(value) for name, value in query.items()}
