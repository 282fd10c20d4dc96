import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_holder")]

    operations = [
        migrations.AlterField(
            "duty",
            "holder",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties_held",
                to="organisations.organisation",
            ),
        ),
    ]
