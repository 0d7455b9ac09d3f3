"""The staff face: signed-in people only; it alone asks the keeper to open a seal."""

from pathlib import Path

from tryggvei.site.settings.base import *  # noqa: F403
from tryggvei.site.settings.base import ENV, GROUND_APPS, STATE_DIR, secret_for
from tryggvei.site.settings.environment import Mode, demo_secret

FACE = "staff"
# Here and not in base: the public process must never have held it, not even for a moment.
KEY_PASSPHRASE = ENV.key_passphrase or (
    demo_secret("key-passphrase") if ENV.mode is not Mode.PRODUCTION else ""
)
SECRET_KEY = secret_for("staff")
ALLOWED_HOSTS = ENV.staff_hosts.split(",")
ROOT_URLCONF = "tryggvei.faces.staff.urls"
WSGI_APPLICATION = "tryggvei.site.wsgi_staff.application"
AUTH_USER_MODEL = "organisation.Person"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "tryggvei.signin",  # before allauth: its templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *GROUND_APPS,
    "tryggvei.jobs",
    "tryggvei.disclosure",
    "tryggvei.audit",
    "tryggvei.organisation",
    "tryggvei.access",
    "tryggvei.people",
    "tryggvei.oversight",
    "tryggvei.plan",
    "tryggvei.editorial",
    "tryggvei.casework",
    "tryggvei.faces.staff",
    "tryggvei.simulator",
]
MIDDLEWARE = [
    "tryggvei.faces.staff.middleware.StaffHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tryggvei.signin.middleware.SessionRulesMiddleware",
    "tryggvei.access.middleware.PolicyMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tryggvei.faces.staff.context.shell",
            ]
        },
    }
]
FORM_RENDERER = "tryggvei.ui.forms.Renderer"
STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static-root"
_UI = Path(__file__).resolve().parents[2] / "ui"
# What ui/static/ui/staff.css imports: the vendored design system and our own sheets.
STATICFILES_DIRS = [
    ("ui/designsystemet", _UI / "vendor" / "designsystemet"),
    ("ui/styles", _UI / "styles"),
]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "tryggvei_staff"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would lose the session on the way back from ID-porten
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tryggvei.faces.staff.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.behind_tls
CSRF_TRUSTED_ORIGINS = [ENV.staff_origin]
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes browsers send Origin: null (CSRF)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_tls else None
SECURE_HSTS_SECONDS = 31536000 if ENV.behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.behind_tls
SECURE_SSL_REDIRECT = ENV.behind_tls
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "/konto/inn/"
LOGIN_REDIRECT_URL = "/"
# Passwords and codes of invented people come from here; real people never do.
DEMO_LOGIN_SECRET = demo_secret("demo-logins") if ENV.mode is not Mode.PRODUCTION else ""

from tryggvei.site.settings.signin import *  # noqa: E402, F403
