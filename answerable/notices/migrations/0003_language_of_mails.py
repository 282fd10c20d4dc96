from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_following'),
    ]

    operations = [
        migrations.AddField(
            model_name='follow',
            name='language',
            field=models.CharField(blank=True, choices=[('cy', 'Cymraeg')], help_text='of its mails; empty for English', max_length=2),
        ),
    ]
