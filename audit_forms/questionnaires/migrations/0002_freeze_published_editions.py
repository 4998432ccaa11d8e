"""A published edition never changes: triggers refuse it in the database, whatever the route."""

from django.db import migrations

from audit_forms.questionnaires.frozen import create_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_first_release")]

    operations = [migrations.RunPython(create_triggers, drop_triggers, elidable=False)]
