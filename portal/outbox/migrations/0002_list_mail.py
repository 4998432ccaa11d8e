"""What mail to lists needs: further headers, whom it is for, and that it was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="message",
            name="outbox_due",
        ),
        migrations.AddField(
            model_name="message",
            name="headers",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="message",
            name="list_key",
            field=models.CharField(blank=True, db_index=True, max_length=80),
        ),
        migrations.AddField(
            model_name="message",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(
                    ("failed_at__isnull", True), ("sent_at__isnull", True), ("withdrawn_at__isnull", True)
                ),
                fields=["next_try_at"],
                name="outbox_due",
            ),
        ),
    ]
