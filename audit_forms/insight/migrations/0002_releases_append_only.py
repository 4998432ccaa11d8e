from django.db import migrations

from portal.append_only import append_only


class Migration(migrations.Migration):
    replaces = [("insight", "0005_releases_append_only")]
    dependencies = [("insight", "0001_first_release")]

    operations = [
        append_only(
            table="insight_release", name="insight_release", refusal="The ledger of what was published is append-only."
        )
    ]
