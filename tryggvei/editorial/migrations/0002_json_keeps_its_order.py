from django.db import migrations

from tryggvei.contentpack.api import OrderedJSONField


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="shown",
            field=OrderedJSONField(),
        ),
        migrations.AlterField(
            model_name="revision",
            name="data",
            field=OrderedJSONField(),
        ),
        migrations.AlterField(
            model_name="version",
            name="data",
            field=OrderedJSONField(),
        ),
    ]
