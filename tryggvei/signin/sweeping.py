"""Throws away what sign-in no longer needs: dead sessions, old counters, spent links."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from tryggvei.signin.models import Invitation, Tally
from tryggvei.toolbox.clock import now

# A spent link says nothing that the log does not say; a month is for questions about it.
KEEP_INVITATIONS = timedelta(days=30)


def sweep() -> str:
    """Delete what has run out; return how much, for the worker's line. Safe to run at any time."""
    at = now()
    sessions, _kinds = Session.objects.filter(expire_date__lt=at).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    tallies, _kinds = Tally.objects.filter(expires_at__lte=at).delete()
    old = Invitation.objects.filter(expires_at__lt=at - KEEP_INVITATIONS)
    invitations, _kinds = old.delete()
    return f"{sessions} sessions, {tallies} counters, {invitations} links"
