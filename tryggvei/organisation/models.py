"""People, units, positions, and who held which position when. No password rules live here."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from tryggvei.organisation.kinds import UnitKind


def normal_email(address: str) -> str:
    """Return the address as it is stored and compared: no outer blanks, no capitals."""
    return address.strip().casefold()


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by e-mail as Django's sign-in asks; nobody becomes all-powerful here."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this e-mail address. Raises Person.DoesNotExist."""
        return self.get(email=normal_email(username or ""))


class Person(AbstractBaseUser):
    """Somebody with an account. What she may do follows from the positions she holds, only."""

    # The number is for rows; the address of a page carries public_id, which cannot be counted.
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="nb")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_folded"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Unit(models.Model):
    """A part of the municipality, or a partner that holds people with access."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=32, choices=UnitKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_in_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent=None), name="unit_name_once_at_top"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A post in a unit. Its role (a key of the content pack) decides what its holder may do."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)
    role_id = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """That a person held a position from one day until another.

    `to_date` is the first day WITHOUT the position, so that ending it today works today.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings")
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="holding_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["person", "from_date"], name="holding_person_from")]

    def __str__(self) -> str:
        return f"holding {self.pk}"
