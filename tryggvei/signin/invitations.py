"""One-time links: how a person gets her first way in, or a new one when it is lost."""

import hashlib
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from tryggvei.audit.api import Thing, record
from tryggvei.organisation.api import OrganisationError, person
from tryggvei.signin.models import Invitation, OutsideIdentity
from tryggvei.signin.rules import INVITATION
from tryggvei.signin.sessions import end_sessions_of
from tryggvei.toolbox.clock import now


class InvitationGone(Exception):
    """The link is unknown, used, too old, or its person's account is closed."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, actor_id: int | None, person_id: int) -> str:
    """Make a link for a person and return its secret (256 bits), which is kept nowhere.

    Earlier links of hers stop working. The link changes nothing before it is used. Raises
    OrganisationError when the account is closed.
    """
    if not person(person_id).is_active:
        raise OrganisationError(_("Kontoen er stengt. Åpne den før du lager en lenke."))
    at = now()
    Invitation.objects.filter(person_id=person_id, used_at=None, expires_at__gt=at).update(
        used_at=at
    )
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person_id=person_id,
        token_hash=_hash(token),
        made_by_id=actor_id,
        made_at=at,
        expires_at=at + INVITATION,
    )
    record(
        actor_id=actor_id,
        verb="signin:invitation:make",
        thing=Thing("person", str(person_id)),
    )
    return token


def invitation_of(token: str) -> Invitation:
    """Return the living invitation of a link's secret. Raises InvitationGone."""
    found = (
        Invitation.objects.filter(
            token_hash=_hash(token),
            used_at=None,
            expires_at__gt=now(),
            person__is_active=True,
        )
        .select_related("person")
        .first()
    )
    if found is None:
        raise InvitationGone
    return found


@transaction.atomic
def accept_with_password(token: str, password: str) -> int:
    """Use the link: set the password, drop old factors, end old sessions; return the person's id.

    Whoever lost a telephone or lent a key starts clean. Raises InvitationGone, also when two
    use the link at the same moment: one of them wins.
    """
    person_id = _use_up(token)
    row = get_user_model().objects.get(pk=person_id)
    row.set_password(password)
    row.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=person_id).delete()
    OutsideIdentity.objects.filter(person_id=person_id).delete()
    end_sessions_of(person_id)
    return person_id


@transaction.atomic
def accept_with_outside_identity(token: str, issuer: str, subject: str) -> int:
    """Use the link: this subject at the provider is the invited person; return her id.

    Old factors and password go, so that the provider is the only way in. Raises
    InvitationGone; raises OrganisationError when the subject already is somebody else.
    """
    person_id = _use_up(token)
    others = OutsideIdentity.objects.filter(issuer=issuer, subject=subject)
    if others.exclude(person_id=person_id).exists():
        raise OrganisationError(_("Denne innloggingen tilhører allerede en annen konto."))
    row = get_user_model().objects.get(pk=person_id)
    row.set_unusable_password()
    row.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=person_id).delete()
    OutsideIdentity.objects.filter(person_id=person_id).delete()
    OutsideIdentity.objects.create(
        person_id=person_id, issuer=issuer, subject=subject, linked_at=now()
    )
    end_sessions_of(person_id)
    record(actor_id=person_id, verb="signin:identity:link", thing=Thing("person", str(person_id)))
    return person_id


def _use_up(token: str) -> int:
    used = Invitation.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=now(), person__is_active=True
    )
    found = used.first()
    # The update is the gate: of two at the same moment one changes a row, the other none.
    if found is None or not Invitation.objects.filter(pk=found.pk, used_at=None).update(
        used_at=now()
    ):
        raise InvitationGone
    record(
        actor_id=found.person_id,
        verb="signin:invitation:use",
        thing=Thing("person", str(found.person_id)),
    )
    return int(found.person_id)
