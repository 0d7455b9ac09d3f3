from django.db import migrations

from tryggvei.contentpack.api import OrderedJSONField


class Migration(migrations.Migration):
    dependencies = [
        ("guides", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cardissue",
            name="said",
            field=OrderedJSONField(),
        ),
    ]
