"""A third kind of text, in one file: what a room that has lessons would write, and no more."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tryggvei.contentpack.api import Reviewed, Text
from tryggvei.editorial.kinds.base import Label
from tryggvei.editorial.kinds.simple import SimpleKind


class Lesson(Reviewed):
    """A lesson for one age."""

    id: Text
    title: Text
    age: Literal["small", "big"]
    text: Annotated[Text, Field(max_length=500)]
    points: list[Text] = []
    begins: date | None = None


LABELS: dict[str, Label] = {
    "title": "Tittel",
    "age": "Alder",
    "text": "Tekst",
    "points": "Råd",
    "begins": "Dag",
    "sources": "Kilder",
}


class Lessons(SimpleKind):
    """The lessons."""

    name = "lessons"
    schema = Lesson
    fields = tuple(LABELS)
    labels = LABELS
    long = frozenset({"text"})
    label, many = "Time", "Timer"
    choices = {"age": {"small": "Små", "big": "Store"}}


KIND = Lessons()
