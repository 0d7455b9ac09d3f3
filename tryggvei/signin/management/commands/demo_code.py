"""`manage.py demo_code EMAIL`: the code that a demo person's app would show. Not in production."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from tryggvei.organisation.api import person_by_email
from tryggvei.signin.demo import demo_code


class Command(BaseCommand):
    """Print the six digits, and how long they live."""

    help = "Print the log-in code of a person of the demo municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the e-mail address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code."""
        try:
            code, seconds = demo_code(person_by_email(options["email"]).id)
        except LookupError:
            raise CommandError(
                f"{options['email']} is no demo person with a code app. Run: manage.py simulate"
            ) from None
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{code} (for {seconds} more seconds)")
