import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0003_taken'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='agreed',
            field=models.ForeignKey(help_text='a copy that a person took as it stands, though it says less than the one before', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_places', to='sources.document'),
        ),
        migrations.AddField(
            model_name='place',
            name='gave',
            field=models.JSONField(default=list, help_text='where a list led to when it was last read: address, kind and hint of each'),
        ),
    ]
