"""What reports have raised since they were published is public: say so on each recommendation."""

from django.db import migrations


def tell(apps, schema_editor):
    rows = apps.get_model("case_audits", "ReportRecommendation").objects.filter(raised__isnull=False)
    for each in rows.select_related("report", "raised"):
        each.raised.published_in_id = each.report.outcome_page_id
        each.raised.save(update_fields=["published_in"])


class Migration(migrations.Migration):
    dependencies = [("case_audits", "0001_initial"), ("improvement", "0004_published_recommendations")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
