#!/usr/bin/env python
"""Run a management command of Tryggvei; see the README for the five words that matter."""

import os
import sys

# These two work on real enquiries for as long as they run, as the faces do.
WORKERS = {"tick", "worker"}


def main() -> None:
    """Hand the command line to Django, with the staff settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggvei.site.settings.staff")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from tryggvei.site.checks import refuse_unsafe_start  # noqa: PLC0415 - registers its checks

    if WORKERS.intersection(sys.argv[1:2]):
        import django  # noqa: PLC0415 - settings first

        django.setup()
        refuse_unsafe_start()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
