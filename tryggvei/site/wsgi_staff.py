"""The staff face as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.staff"
_django = get_wsgi_application()

from tryggvei.site.checks import refuse_unsafe_start  # noqa: E402 - settings must be named first
from tryggvei.site.last_resort import NeverBare  # noqa: E402 - the same

refuse_unsafe_start()
application = NeverBare(_django)
