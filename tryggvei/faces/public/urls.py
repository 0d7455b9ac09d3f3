"""Every address of the public face. No prefix for bokmål, /nn/ and /en/ for the others.

SafetyHeadersMiddleware puts the language of the address in force before these are read, so that
`i18n_patterns` matches and reverses by it. What may be reached is listed in routes.py.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from tryggvei.faces.public import views
from tryggvei.website.public.feedback import thanks
from tryggvei.website.public.views import page

urlpatterns = [
    path("ut", views.leave, name="leave"),
    path("ut/", views.leave),
    re_path(r"^(?P<path>(?:nn|en|(?:(?:nn|en)/)?(?:skriv|svar|skriv/takk)))$", views.add_slash),
    *i18n_patterns(
        path("", include("tryggvei.intake.public.urls")),
        path("raad/svar/takk/", thanks, name="thanks"),
        re_path(r"^(?P<path>.*)$", page, name="page"),
        prefix_default_language=False,
    ),
]

handler400 = "tryggvei.faces.public.views.bad_request"
handler403 = "tryggvei.faces.public.views.permission_denied"
handler404 = "tryggvei.faces.public.views.page_not_found"
handler500 = "tryggvei.faces.public.views.server_error"
