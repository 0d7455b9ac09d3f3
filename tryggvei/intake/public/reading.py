"""Reading what was posted: only the fields we know, cleaned, and never an error of the server."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.datastructures import MultiValueDict

from tryggvei.intake.rules.text import clean_text, pairs_of

MOST_FIELDS = 100


class UnreadableFormError(ValueError):
    """The body is not a form, is too large, or stopped coming: answer 400."""


@dataclass(frozen=True)
class Typed:
    """The known fields of one request. `too_many`: more fields came than any form of ours has."""

    values: MultiValueDict[str, str]
    too_many: bool = False

    def one(self, name: str) -> str:
        """Return the last value of a field; empty when it was not sent."""
        return self.values.get(name) or ""


def _multipart(request: HttpRequest, wanted: frozenset[str]) -> Typed:
    # A charset from the sender could name any codec of Python; ours is the only one.
    request.encoding = "utf-8"
    try:
        posted = request.POST
    except (BadRequest, MultiPartParserError, SuspiciousOperation, RawPostDataException) as error:
        raise UnreadableFormError from error
    found = {
        name: [clean_text(str(value)) for value in posted.getlist(name)[:MOST_FIELDS]]
        for name in posted
        if name in wanted
    }
    return Typed(MultiValueDict(found))


def read_form(request: HttpRequest, wanted: frozenset[str]) -> Typed:
    """Return the wanted fields of a posted form; everything else is dropped.

    Too many fields are not an error here: what can be kept of the text is kept, and the caller
    answers 400 with it. Raises UnreadableFormError.
    """
    try:
        if request.content_type == "multipart/form-data":
            return _multipart(request, wanted)
        body = request.body
    except (RequestDataTooBig, UnreadablePostError, RawPostDataException) as error:
        raise UnreadableFormError from error
    found = pairs_of(body, wanted, MOST_FIELDS)
    return Typed(MultiValueDict(found), too_many=body.count(b"&") >= MOST_FIELDS)
