"""A sample's page shows how each return was drawn without reading the frame, which is long."""

from django.db import migrations, models


def tell(apps, schema_editor):
    """Take it from the frames of samples that were drawn before."""
    sample, deep_dive = apps.get_model("self_assessments", "Sample"), apps.get_model("self_assessments", "DeepDive")
    for each in sample.objects.iterator():
        sample.objects.filter(pk=each.pk).update(frame_size=len(each.frame))
        entries = {entry["key"]: entry for entry in each.frame}
        for drawn in deep_dive.objects.filter(sample=each):
            entry = entries.get(drawn.audit_return_id, {})
            drawn.tickets, drawn.because = entry.get("weight", 1), entry.get("because", [])
            drawn.save(update_fields=["tickets", "because"])


class Migration(migrations.Migration):
    dependencies = [
        ("self_assessments", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="deepdive",
            name="because",
            field=models.JSONField(default=list, verbose_name="why it had more tickets"),
        ),
        migrations.AddField(
            model_name="deepdive",
            name="tickets",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="sample",
            name="frame_size",
            field=models.PositiveIntegerField(default=0, verbose_name="returns looked at"),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
