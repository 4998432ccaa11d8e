# A lead confirms each term who is still there.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_agency_lead")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="asked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
