"""A file of the content pack is parsed once a process: the suite reads the same pack many times.

What a text holds depends on nothing else, so a copy of the first answer is as good as a new one.
A refusal is never kept.
"""

import functools
import pickle
from collections.abc import Callable

from tryggvei.contentpack import reading

Parse = Callable[[str, int], reading.Document]


def parse_once() -> None:
    """Put the memory in front of the pack's own reader."""
    parse: Parse = reading._parse

    @functools.lru_cache(maxsize=4096)
    def kept(text: str, offset: int) -> bytes:
        return pickle.dumps(parse(text, offset), protocol=pickle.HIGHEST_PROTOCOL)

    def answer(text: str, offset: int) -> reading.Document:
        # A copy for each: readers may change what they are given.
        found: reading.Document = pickle.loads(kept(text, offset))  # noqa: S301 - our own bytes
        return found

    reading._parse = answer
