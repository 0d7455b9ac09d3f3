"""How a room tells the public face that a request carries its own signed form (ADR 0013)."""

from collections.abc import Callable

from django.http import HttpRequest

FormProof = Callable[[HttpRequest], bool]
_proofs: list[FormProof] = []


def register_form_proof(proof: FormProof) -> None:
    """Add a check that says whether a request holds a form that this room has signed.

    Asked only when the browser tells nothing of where the form was sent from (old telephones).
    """
    if proof not in _proofs:
        _proofs.append(proof)


def has_form_proof(request: HttpRequest) -> bool:
    """Return True when some room knows the form in the request as its own."""
    return any(proof(request) for proof in _proofs)
