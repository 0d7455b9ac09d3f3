import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="ContentItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=200)),
                ("pack", models.JSONField()),
                ("current", models.JSONField()),
                ("pack_digest", models.CharField(max_length=64)),
                ("edited_from", models.CharField(blank=True, default="", max_length=64)),
                ("edited", models.BooleanField(default=False)),
                ("edited_by", models.BigIntegerField(null=True)),
                ("edited_at", models.DateTimeField(null=True)),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "edited"], name="contentpack_edited"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"), name="contentpack_one_row_per_item"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(edited=False)
                        | models.Q(edited_by__isnull=False, edited_at__isnull=False),
                        name="contentpack_an_edit_has_an_editor",
                    ),
                ],
            },
        ),
    ]
