"""The figures of sign-in, each with its reason. No Django here."""

from datetime import timedelta

# A screen left alone in an open office or at home is the likeliest way in. 15 minutes without
# a request ends the session (OWASP ASVS 5.0, 7.3.1: idle time-out by risk; NIST SP 800-63B-4
# asks for at most one hour at the level of two factors: we stay well inside).
IDLE = timedelta(minutes=15)

# A working day with a margin, so that a session never lives into the next day
# (OWASP ASVS 5.0, 7.3.2; NIST SP 800-63B-4 allows 24 hours at this level).
ABSOLUTE = timedelta(hours=10)

# `seen_at` is written at most this often, so that a busy screen does not write at each request.
SEEN_STEP = timedelta(seconds=30)

# A one-time link shown to the administrator must reach a colleague, by hand, within a day.
INVITATION = timedelta(hours=24)

# How long somebody may stand at the provider's page before its answer is too late.
OIDC_WAITS = timedelta(minutes=15)

# Passwords: length counts, composition rules do not (NIST SP 800-63B-4, section 3.1.1.2).
PASSWORD_MIN_LENGTH = 12

# A browser's answer about a passkey is about two thousand signs, three levels deep.
PASSKEY_LONGEST = 100_000
PASSKEY_DEEPEST = 20

# Keys of the session. `fresh_at` is read by `access`: seconds since 1970 of the last proof.
FRESH_AT = "fresh_at"
OPENED_AT = "tryggvei_opened_at"
SEEN_AT = "tryggvei_seen_at"
ENROLLING = "tryggvei_enrolling"
OIDC_LOGOUT = "tryggvei_oidc_logout"
OIDC_WAITING = "tryggvei_oidc_waiting"
NEW_CODE_SECRET = "tryggvei_new_code_secret"  # noqa: S105 - the name of a key

# The name of the OpenID Connect log-in among the methods that allauth notes in a session.
VIA_OIDC = "oidc"


def is_over(*, opened_at: float, seen_at: float, now: float) -> bool:
    """Return True when a session has been idle or alive too long. Times: seconds since 1970.

    A time in the future (a clock set back, a forged value) counts as over.
    """
    idle = now - seen_at
    alive = now - opened_at
    if idle < -60 or alive < -60:
        return True
    return idle >= IDLE.total_seconds() or alive >= ABSOLUTE.total_seconds()
