"""The front door of sign-in: sessions and links as the rest of the house needs them."""

from tryggvei.signin.demo import demo_code, give_demo_login
from tryggvei.signin.invitations import InvitationGone, invite
from tryggvei.signin.sessions import end_sessions_of, mark_session_signed_in

__all__ = [
    "InvitationGone",
    "demo_code",
    "end_sessions_of",
    "give_demo_login",
    "invite",
    "mark_session_signed_in",
]
