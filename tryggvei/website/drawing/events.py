"""The events that are still to come, as a page tells of them."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from tryggvei.website import queries
from tryggvei.website.rules.events import Event, Interpreter

_INTERPRETERS = {
    Interpreter.PRESENT: gettext_lazy("Det er tolk der."),
    Interpreter.ASK: gettext_lazy("Si fra på forhånd hvis du trenger tolk."),
    Interpreter.NONE: gettext_lazy("Det er ikke tolk der."),
}


def coming_events(language: str) -> list[dict[str, Any]]:
    """Return what the template shows of each event that is not over, in a whole language."""
    return [
        {
            "title": event.title.in_language(language),
            "cancelled": event.cancelled,
            "day": event.date,
            "when": _when(event),
            "place": event.place.in_language(language),
            "told": " ".join(_told_of(event, language)),
        }
        for event in queries.coming_events()
    ]


def _when(event: Event) -> str:
    day = date_format(event.date, gettext("l j. F Y"))
    return gettext("%(day)s kl.\u00a0%(starts)s–%(ends)s") % {
        "day": day[:1].upper() + day[1:],
        "starts": event.starts.strftime("%H.%M"),
        "ends": event.ends.strftime("%H.%M"),
    }


def _told_of(event: Event, language: str) -> list[str]:
    said = [gettext("For: %(whom)s.") % {"whom": _bare(event.for_whom.in_language(language))}]
    said += [gettext("Språk: %(spoken)s.") % {"spoken": _bare(event.spoken.in_language(language))}]
    said += [str(_INTERPRETERS[event.interpreter])]
    said += [gettext("Det er gratis.") if event.free else gettext("Det koster penger.")]
    if event.sign_up is None:
        said.append(gettext("Du trenger ikke melde deg på."))
    else:
        said.append(f"{_bare(event.sign_up.in_language(language))}.")
    return said


def _bare(sentence: str) -> str:
    return sentence.rstrip(".")
