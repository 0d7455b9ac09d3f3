"""A state more shall not rewrite a check over every row: the code alone keeps the states (ADR 0041).

The checks of a message's kind and lane stay: those columns the public process may write.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="inboxentry", name="intake_entry_state"),
    ]
