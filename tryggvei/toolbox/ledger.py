"""What a piece of work has asked for, written down, so that it is done again only when an answer
has changed.

A function marked `noted` reads something that may change (the content pack, the day). While
`taking_notes()` is in force each question and a digest of its answer is written down; `still_true`
asks again later. A question inside a question is not noted: the outer answer holds what matters of
the inner. So a wide question (all items of a kind) is always safe, and a narrow one (this number)
makes less work. Inside `one_round()` each question is asked once, and every piece of work in the
round gets the same answer.
"""

import functools
import hashlib
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
Notes = dict[str, str]  # question -> digest of its answer

NEVER_AGAIN = "!"  # begins the note of something that is different each time it is asked
_DIGITS = 32
_PLAIN = (bool, int, float, str, bytes, date, time, timedelta, Enum)


@dataclass
class _Answer:
    value: Any = None
    error: Exception | None = None

    @property
    def digest(self) -> str:
        told = f"raises {type(self.error).__name__}" if self.error else text_of(self.value)
        return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


@dataclass
class _Round:
    answers: dict[str, _Answer] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


_round: ContextVar[_Round | None] = ContextVar("round", default=None)
_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)
_known: dict[str, Callable[..., Any]] = {}


def noted(question: Callable[P, R]) -> Callable[P, R]:
    """Mark a function whose answer depends on its arguments and on what may change, on nothing else
    (not the language in force, not a request). Arguments are plain values; the answer is built
    of plain values, dataclasses and models, and nobody changes it.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    _known[name] = question
    signature = inspect.signature(question)

    @functools.wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        if _round.get() is None and _notes.get() is None:
            return question(*args, **kwargs)
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return cast("R", _ask(f"{name} {json.dumps(list(bound.arguments.values()))}"))

    return ask


@contextmanager
def one_round() -> Iterator[None]:
    """Ask each question once until the end of the block. A round inside a round is the same one."""
    token = _round.set(_round.get() or _Round())
    try:
        yield
    finally:
        _round.reset(token)


@contextmanager
def taking_notes() -> Iterator[Notes]:
    """Write down what is asked in the block. What is asked while asking is not written down."""
    notes: Notes = {}
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def changes_always(what: str) -> None:
    """Note that the work has used something that is never the same again, such as the time."""
    notes = _notes.get()
    if notes is not None:
        notes[f"{NEVER_AGAIN} {what}"] = ""


def still_true(notes: Mapping[str, str]) -> bool:
    """Return whether every noted question has the same answer now. False for what is unknown."""
    with one_round():
        return all(_digest_now(question) == digest for question, digest in notes.items())


def _digest_now(question: str) -> str:
    name = question.partition(" ")[0]
    if name not in _known:
        return "unknown"
    answering = _round.get() or _Round()
    if question not in answering.digests:
        answering.digests[question] = _answer(question, answering).digest
    return answering.digests[question]


def _ask(question: str) -> Any:
    asking = _round.get() or _Round()
    answer = _answer(question, asking)
    notes = _notes.get()
    if notes is not None:
        if question not in asking.digests:
            asking.digests[question] = answer.digest
        notes[question] = asking.digests[question]
    if answer.error is not None:
        raise answer.error
    # A copy of what a caller might sort or add to; what it holds is frozen.
    return answer.value.copy() if type(answer.value) in (dict, list, set) else answer.value


def _answer(question: str, asking: _Round) -> _Answer:
    if question in asking.answers:
        return asking.answers[question]
    name, _, arguments = question.partition(" ")
    token = _notes.set(None)
    try:
        answer = _Answer(value=_known[name](*json.loads(arguments)))
    except Exception as error:  # noqa: BLE001 - the error is the answer, and is raised to who asked
        answer = _Answer(error=error)
    finally:
        _notes.reset(token)
    asking.answers[question] = answer
    return answer


def text_of(value: Any) -> str:
    """Return a text that is equal exactly when the values are. Order counts, but not in sets.

    Raises TypeError for what it cannot tell apart safely, such as an object with hidden state.
    """
    if value is None or isinstance(value, _PLAIN):
        # The class is told too: a safe text and an unsafe one with the same signs are drawn apart.
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, Mapping):
        pairs = (f"{text_of(key)}={text_of(inner)}" for key, inner in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(text_of, value))}]"
    if isinstance(value, set | frozenset):
        return f"<{','.join(sorted(map(text_of, value)))}>"
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value)}
        return f"{type(value).__name__}{text_of(parts)}"
    if hasattr(value, "model_dump"):  # a pydantic model; this room does not know pydantic
        return f"{type(value).__name__}{text_of(dict(value))}"
    raise TypeError(f"cannot tell one {type(value).__name__} from another")
