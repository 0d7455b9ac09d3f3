"""The kinds of text that are written here: every file of this folder that has a KIND is one.

A kind needs no other line than its own file. A room above this one registers its own.
"""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from tryggvei.editorial.kinds.base import Kind

_REGISTERED: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind of another room. Raises ValueError when its name is taken."""
    if kind.name in _every():
        raise ValueError(f"there are two kinds of text {kind.name!r}")
    _REGISTERED[kind.name] = kind


def kinds() -> list[Kind]:
    """Return every kind, in the order of the list of texts."""
    return sorted(_every().values(), key=lambda kind: (kind.order, kind.name))


def kind_named(name: str) -> Kind:
    """Return one kind. Raises KeyError."""
    return _every()[name]


def _every() -> dict[str, Kind]:
    return {**_of_this_folder(), **_REGISTERED}


@lru_cache(maxsize=1)
def _of_this_folder() -> dict[str, Kind]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    made: list[Kind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.name: kind for kind in made}
