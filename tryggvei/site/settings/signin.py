"""Sign-in on the staff face: local accounts with a second factor, and OpenID Connect.

Why each value: docs/adr/0009-sign-in.md.
"""

from typing import Any

from tryggvei.site.settings.environment import Mode, environment

ENV_SIGNIN = environment()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

# Rows of ended sessions may be swept after a working day; signin.rules decides before that.
SESSION_COOKIE_AGE = 10 * 3600
CACHES = {"default": {"BACKEND": "tryggvei.signin.tallies.DatabaseTallies"}}

ACCOUNT_ADAPTER = "tryggvei.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited; no mail is sent by the system
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between the password and the second factor
# Per account, never per address: a whole town hall sits behind one. None switches one off.
ACCOUNT_RATE_LIMITS: dict[str, str | None] = {
    "login": None,
    "login_failed": "5/5m/key",
    "reauthenticate": "10/5m/user",
}

MFA_ADAPTER = "tryggvei.signin.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS: dict[str, str | None] = {"webauthn_login": None}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator wrote the address, not the person
MFA_TOTP_TOLERANCE = 1  # RFC 6238, section 5.2: one step for slow fingers and slow clocks
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True

USERSESSIONS_TRACK_ACTIVITY = False  # signin's own clock in the session says when it was used

OIDC = {
    "issuer": ENV_SIGNIN.oidc_issuer,
    "client_id": ENV_SIGNIN.oidc_client_id,
    "client_secret": ENV_SIGNIN.oidc_client_secret,
    "private_key_file": ENV_SIGNIN.oidc_private_key_file,
    "required_acr": ENV_SIGNIN.oidc_required_acr,
}
# Only a provider run on this machine by a test may speak without TLS.
OIDC_ALLOW_HTTP = ENV_SIGNIN.mode is Mode.TEST
