"""Guides and cards live in the content pack; a table tells only which card a unit has been given.

What a reader of a guide answers is never stored. No foreign keys: the public face has this room
too, and has neither units nor people.
"""

import uuid

from django.db import models
from pydantic import BaseModel, ConfigDict

from tryggvei.contentpack.api import OrderedJSONField, Reviewed
from tryggvei.guides.rules.cards import CardBody, RoleBody
from tryggvei.guides.rules.case_ids import CaseIdsBody
from tryggvei.guides.rules.schema import GuideBody, Key

_CARD_LANGUAGES = [("nb", "nb"), ("nn", "nn"), ("en", "en")]


class GuideFile(GuideBody, Reviewed):
    """What content/*/guides/<name>.yaml holds: the guide, its sources and its review mark."""


class CardFile(CardBody, Reviewed):
    """What content/*/cards/<kind of unit>.yaml holds: the card, its sources and its review mark."""


class RoleFile(RoleBody, Reviewed):
    """One item of content/*/card-roles.yaml: for whom a card is, and what is said to her."""


class ContactRole(BaseModel):
    """Which service of the help directory a guide means by a role, in this municipality."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Key
    service: Key


class CaseIds(CaseIdsBody, Reviewed):
    """What content/felles/case-ids.yaml holds: how the lawyer's table of cases is read."""


class CardIssue(models.Model):
    """One card as a unit got it. Rows are only added; the one thing that changes is `printed`.

    `said` is what stood on it, so that it can be told what is new since. `printed`: the unit may
    have it on paper; False from the day when the unit says that it no longer hangs anywhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit_id = models.BigIntegerField()
    card = models.CharField(max_length=60)
    role = models.CharField(max_length=60)
    language = models.CharField(max_length=8, choices=_CARD_LANGUAGES)
    number = models.PositiveIntegerField()  # the unit's first, second … card of this kind
    guide_versions = models.JSONField()  # guide -> version
    digest = models.CharField(max_length=64)
    said = OrderedJSONField()
    issued_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)  # None: a command on the server
    printed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "card", "role", "language", "number"], name="guides_card_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="guides_card_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}/{self.role} {self.number}"


class UnitContact(models.Model):
    """A number of a unit's own for its cards, such as the telephone of the one on duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit_id = models.BigIntegerField()
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    number = models.CharField(max_length=20)  # as people write it
    dial = models.CharField(max_length=20)  # as a telephone dials it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "order"], name="guides_contact_in_order")
        ]

    def __str__(self) -> str:
        return f"contact {self.order} of unit {self.unit_id}"
