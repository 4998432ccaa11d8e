# A lost second factor is taken away at a moment; what was shown before counts no more.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_weekly_digest")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="factors_reset_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
