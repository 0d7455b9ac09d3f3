from django.db import migrations

from tryggvei.contentpack.ordered_json import OrderedJSONField


class Migration(migrations.Migration):
    dependencies = [
        ("contentpack", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contentitem",
            name="current",
            field=OrderedJSONField(),
        ),
        migrations.AlterField(
            model_name="contentitem",
            name="pack",
            field=OrderedJSONField(),
        ),
    ]
