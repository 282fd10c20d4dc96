"""Who holds a duty now: at first, whoever was asked."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def held_by_whom_was_asked(apps, schema_editor):
    apps.get_model("duties", "Duty").objects.update(holder_id=F("organisation_id"))


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_initial"), ("organisations", "0001_initial")]

    operations = [
        migrations.AddField(
            "duty",
            "holder",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties_held",
                to="organisations.organisation",
            ),
        ),
        migrations.RunPython(held_by_whom_was_asked, migrations.RunPython.noop),
    ]
