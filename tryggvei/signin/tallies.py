"""A cache in the database for rate limits and used codes: shared by processes, no pickle.

Django's own memory cache is one per process: five tries would be five in each of them, and a
code used in one could be used again in another. Django's database and file caches unpickle what
they read, so that a write to the table would run code. This one keeps JSON only.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggvei.signin.models import Tally

# allauth marks a code as used for one period of 30 s, but with one period of tolerance each
# way a code is good for 90 s. The mark must live as long as the code does.
USED_CODE_PREFIX = "allauth.mfa.totp.used"
USED_CODE_SECONDS = 120
SWEEP_ONE_IN = 50


class DatabaseTallies(BaseCache):
    """Django's cache interface over the table Tally. Values must be JSON."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        """Take Django's cache parameters; the location is not used."""
        super().__init__(params)
        self.location = location

    def _row_key(self, key: str, version: int | None) -> str:
        # A hash: no e-mail address stands in the table, and the length is fixed.
        return hashlib.sha256(self.make_key(key, version).encode()).hexdigest()

    def _seconds(self, key: str, timeout: float | object | None) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        if not isinstance(seconds, int | float):
            seconds = 86_400.0  # "for ever" is a day here: nothing in this table matters longer
        if key.startswith(USED_CODE_PREFIX):
            return max(float(seconds), USED_CODE_SECONDS)
        return float(seconds)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Set the value unless a living one is there; True when it was set. Atomic."""
        row_key = self._row_key(key, version)
        now = timezone.now()
        if secrets.randbelow(SWEEP_ONE_IN) == 0:
            Tally.objects.filter(expires_at__lte=now).delete()
        else:
            Tally.objects.filter(key=row_key, expires_at__lte=now).delete()
        until = now + timedelta(seconds=self._seconds(key, timeout))
        try:
            with transaction.atomic():
                Tally.objects.create(key=row_key, value=value, expires_at=until)
        except IntegrityError:
            return False
        return True

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the living value, or the default."""
        row = Tally.objects.filter(
            key=self._row_key(key, version), expires_at__gt=timezone.now()
        ).first()
        return default if row is None else row.value

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Set the value."""
        until = timezone.now() + timedelta(seconds=self._seconds(key, timeout))
        Tally.objects.update_or_create(
            key=self._row_key(key, version), defaults={"value": value, "expires_at": until}
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        """Remove the value; True when there was one."""
        return bool(Tally.objects.filter(key=self._row_key(key, version)).delete()[0])

    def clear(self) -> None:
        """Remove everything: every counter starts at nought."""
        Tally.objects.all().delete()


def count_up(key: str, seconds: int) -> int:
    """Add one to a counter and return it; two at once are both counted."""
    row_key = hashlib.sha256(cache.make_key(key).encode()).hexdigest()
    at = timezone.now()
    until = at + timedelta(seconds=seconds)
    with transaction.atomic():
        row, made = Tally.objects.select_for_update().get_or_create(
            key=row_key, defaults={"value": 1, "expires_at": until}
        )
        if made:
            return 1
        living = row.expires_at > at and isinstance(row.value, int)
        count = int(row.value) + 1 if living else 1
        Tally.objects.filter(key=row_key).update(value=count, expires_at=until)
    return count
