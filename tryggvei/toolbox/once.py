"""Read once in a piece of work: every page of a bake is drawn from the same answers.

A function marked `once` is asked once for the same arguments while `one_round()` is in force, and
each time otherwise. Nobody changes what it returns. Nothing is kept between rounds, so there is
nothing that can grow old.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_round() -> Iterator[None]:
    """Ask each question once until the end of the block. A round inside a round is the same one."""
    token = _answers.set({} if _answers.get() is None else _answers.get())
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Callable[P, R]) -> Callable[P, R]:
    """Mark a function whose answer is the same all through a round. Errors are not kept."""

    @functools.wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return question(*args, **kwargs)
        asked = (question, args, tuple(sorted(kwargs.items())))
        if asked not in answers:
            answers[asked] = question(*args, **kwargs)
        return cast("R", answers[asked])

    return ask
