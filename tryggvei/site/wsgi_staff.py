"""The staff face as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.staff"
application = get_wsgi_application()

from tryggvei.site.checks import refuse_unsafe_start  # noqa: E402 - settings must be named first

refuse_unsafe_start()
