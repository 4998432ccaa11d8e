from django.db import migrations

from portal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_inspection_packs")]

    operations = [
        append_only(
            table="insight_release", name="insight_release", refusal="The ledger of what was published is append-only."
        )
    ]
