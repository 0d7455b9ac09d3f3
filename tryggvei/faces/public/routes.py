"""The whole public face, as a list. A test compares it with the resolver (promise 20).

A new public view must be added here by hand: that is the moment to ask what it shows to whom.
"""

# (route as the resolver prints it, module of the view)
ROUTES = (
    ("ut", "tryggvei.faces.public.views"),
    ("ut/", "tryggvei.faces.public.views"),
    (
        "^(?P<path>(?:nn|en|(?:(?:nn|en)/)?(?:skriv|svar|skriv/takk)))$",
        "tryggvei.faces.public.views",
    ),
    ("skriv/", "tryggvei.intake.public"),
    ("skriv/takk/", "tryggvei.intake.public"),
    ("svar/", "tryggvei.intake.public"),
    ("svar/send/", "tryggvei.intake.public"),
    ("raad/svar/takk/", "tryggvei.website.public.feedback"),
    ("^(?P<path>.*)$", "tryggvei.website.public.views"),
)
