from django.db import migrations

from portal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_first_release")]

    operations = [append_only(table="trail_audittrail", name="trail", refusal="The audit trail is append-only.")]
