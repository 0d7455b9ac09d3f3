"""The public face: no sign-in, no sessions, no cookies, no private key, no client address."""

from tryggvei.site.bounded import for_the_public
from tryggvei.site.settings.base import *  # noqa: F403
from tryggvei.site.settings.base import ENV, GROUND_APPS, database, secret_for
from tryggvei.site.settings.environment import refuse

FACE = "public"
SECRET_KEY = secret_for("public")
KEY_PASSPHRASE = ""
if ENV.key_passphrase:
    refuse(
        "TRYGGVEI_KEY_PASSPHRASE is set for the public face, which must never hold it."
        " Give it to the staff face and the worker only."
    )
if ENV.staff_secret_key:
    refuse(
        "TRYGGVEI_STAFF_SECRET_KEY is set for the public face, which could then sign as the staff"
        " face. Give it to the staff face and the worker only."
    )
DATABASES = {"default": for_the_public(database(ENV.database_url))}
ALLOWED_HOSTS = ENV.public_hosts.split(",")
ROOT_URLCONF = "tryggvei.faces.public.urls"
WSGI_APPLICATION = "tryggvei.site.wsgi_public.application"
INSTALLED_APPS = [*GROUND_APPS, "tryggvei.faces.public"]
MIDDLEWARE = [
    "tryggvei.faces.public.middleware.SafetyHeadersMiddleware",
    "tryggvei.faces.public.middleware.CompressMiddleware",
    "tryggvei.faces.public.middleware.SameOriginMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["tryggvei.faces.public.context.shell"]},
    }
]
FORM_RENDERER = "tryggvei.ui.forms.Renderer"
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = False  # the proxy redirects; the app never sees plain HTTP
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 1
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # our own SafetyHeadersMiddleware denies framing, on errors too
    "security.W003",  # no cookies, so no CSRF cookie: signed form nonce and same-origin check
    "security.W001",  # our own SafetyHeadersMiddleware sets these headers, on errors too
    "security.W008",  # TLS ends at the proxy
]
