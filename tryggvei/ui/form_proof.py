"""Does a request carry a form that one of our rooms has signed? (ADR 0013)"""

from django.http import HttpRequest

from tryggvei.house.api import Point, offered


def has_form_proof(request: HttpRequest) -> bool:
    """Return True when some room knows the form in the request as its own.

    Asked only when the browser tells nothing of where the form was sent from (old telephones).
    """
    return any(proof(request) for proof in offered(Point.FORM_PROOF))
