"""Inputs that nobody types, grown from small recipes so that ten thousand of them take a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from hypothesis import strategies as st

from tests.public_face import FORM
from tryggvei.intake.public.forms import EnquiryForm

MARK = "MRKRtext"
NASTY = [
    "\x00", "\ud800", "\udfff", "\u202e", "\u2066", "\ufeff", "\r", "\n", "\x1b[0m", "%", "&", "=",
    "+", ";", "'", '"', "<script>", "{{", "{%", "}}", "../", "🜁", "ﷺ", "ـ" * 40, "א", "\u0301" * 30,
    "%00", "%ff", "%u0041", "$(id)", "\\", "\uffff", "1e999", "-1", "true", "null", "[]",
]  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """One input to be: what kind, with what pieces, and a number for sizes and choices."""

    kind: str
    pieces: tuple[str, ...]
    number: int

    def pick(self, among: list[str], salt: int) -> str:
        """Return one of several, the same for the same recipe."""
        return among[(self.number * 31 + salt * 17) % len(among)]


def recipes(kinds: list[str]) -> st.SearchStrategy[Recipe]:
    """Return recipes of the given kinds."""
    piece = st.one_of(st.sampled_from(NASTY), st.text(max_size=6))
    return st.builds(
        Recipe,
        kind=st.sampled_from(kinds),
        pieces=st.lists(piece, max_size=4).map(tuple),
        number=st.integers(0, 2**16),
    )


def _quoted(value: str) -> str:
    return quote_plus(value.encode("utf-8", "surrogatepass"))


def _encoded(form: dict[str, Any]) -> bytes:
    pairs = [
        (name, item)
        for name, value in form.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    return "&".join(f"{_quoted(name)}={_quoted(item)}" for name, item in pairs).encode()


def _multipart(form: dict[str, Any], charset: str = "") -> tuple[bytes, str]:
    parts = [
        f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    ]
    body = ("".join(parts) + "--X--\r\n").encode("utf-8", "surrogatepass")
    return body, f"multipart/form-data; boundary=X{charset}"


def _odd_answers(recipe: Recipe) -> dict[str, Any]:
    """Return an answer to every field: a real choice, nothing, or garbage."""
    garbage = "".join(recipe.pieces)
    answers: dict[str, Any] = {}
    for salt, (name, field) in enumerate(EnquiryForm.base_fields.items()):
        choices = [str(key) for key, _ in getattr(field, "choices", [])]
        among = [*choices, "", garbage] if choices else ["", garbage, "4000 0000", "a@b.no"]
        answers[name] = recipe.pick(among, salt)
    return answers


Body = tuple[bytes, str]
Form = dict[str, Any]
_CHARSETS = ["utf-7", "utf-16", "rot13", "unicode_escape", "idna", "zip", "no-such", "\\x"]
_PART_CHARSETS = ["", "; charset=rot13", "; charset=utf-7", "; charset=unicode_escape"]
_TYPES = ["application/json", "text/plain", "", "x", "multipart/form-data", "a/b;c=\x7f"]


def _many_fields(recipe: Recipe, form: Form) -> Body:
    more = "&".join(f"f{i}=1" for i in range(100 + recipe.number // 8))
    return _encoded(form) + b"&" + more.encode(), FORM


def _cut(body: bytes, recipe: Recipe) -> bytes:
    return body[: recipe.number % len(body)]


_BODIES: dict[str, Callable[[Recipe, Form], Body]] = {
    "plain": lambda _, f: (urlencode({**f, "text": f["text"].split(" ")[0]}).encode(), FORM),
    "all fields": lambda r, f: (_encoded({**_odd_answers(r), **f}), FORM),
    "raw bytes": lambda r, f: (
        f["text"].encode("utf-16", "surrogatepass") + bytes(r.number % 999),
        FORM,
    ),
    "cut": lambda r, f: (_cut(_encoded(f), r), FORM),
    "huge": lambda r, f: (_encoded({**f, "text": f["text"] * (1 + r.number % 2000)}), FORM),
    "many fields": _many_fields,
    "a field many times": lambda _, f: (_encoded({**f, "days": ["mon"] * 60}), FORM),
    "nested": lambda r, f: (_encoded({**f, "contact" + "[a]" * (r.number % 99): "x"}), FORM),
    "wrong nonce": lambda r, f: (_encoded({**f, "nonce": "".join(r.pieces)}), FORM),
    "wrong code": lambda r, f: (
        _encoded({**f, "code": "".join(r.pieces), "code_end": "ABCD"}),
        FORM,
    ),
    "code": lambda _, f: (_encoded(f), FORM),
    "charset": lambda r, f: (_encoded(f), f"{FORM}; charset={r.pick(_CHARSETS, 1)}"),
    "multipart": lambda r, f: _multipart(f, r.pick(_PART_CHARSETS, 2)),
    "broken multipart": lambda r, f: (_cut(_multipart(f)[0], r), _multipart(f)[1]),
    "another type": lambda r, f: (_encoded(f), r.pick(_TYPES, 3)),
}


def body_of(recipe: Recipe, form: Form, text: str) -> Body:
    """Return the body and content type of one hostile request. `form` is a form as drawn."""
    return _BODIES[recipe.kind](recipe, {**form, "text": text + "".join(recipe.pieces)})


ENQUIRY_KINDS = [
    "plain", "plain", "plain", "all fields", "all fields", "raw bytes", "cut", "huge",
    "many fields", "a field many times", "nested", "wrong nonce", "wrong code", "charset",
    "multipart", "broken multipart", "another type",
]  # fmt: skip
ANSWER_KINDS = [kind for kind in ENQUIRY_KINDS if kind != "all fields"]
CODE_KINDS = ["raw bytes", "cut", "huge", "many fields", "nested", "charset", "multipart", "code"]
