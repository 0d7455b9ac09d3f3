"""What the database knows of the pack: the last loaded text, and local edits on top of it."""

import uuid

from django.db import models

from tryggvei.contentpack.ordered_json import OrderedJSONField


class ContentItem(models.Model):
    """One pack item as last loaded (`pack`) and as the municipality uses it (`current`).

    The editor is kept as a bare number: this table also exists in the public process's database,
    which knows nobody who works in the municipality.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    pack = OrderedJSONField()
    current = OrderedJSONField()
    pack_digest = models.CharField(max_length=64)
    # The pack's digest that the editor had before her: when the pack moves on, somebody must look.
    edited_from = models.CharField(max_length=64, blank=True, default="")
    edited = models.BooleanField(default=False)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="contentpack_one_row_per_item"),
            models.CheckConstraint(
                condition=models.Q(edited=False)
                | models.Q(edited_by__isnull=False, edited_at__isnull=False),
                name="contentpack_an_edit_has_an_editor",
            ),
        ]
        indexes = [models.Index(fields=["kind", "edited"], name="contentpack_edited")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"
