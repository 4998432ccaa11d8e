"""Questions answered with the rows of a table, and rating levels that ask about immediate risk."""

from django.db import migrations, models

from audit_forms.questionnaires.frozen import create_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaires", "0003_prefill_sector"),
    ]

    # SQLite rebuilds the tables, and its triggers go with them.
    operations = [
        migrations.RunPython(drop_triggers, create_triggers, elidable=False),
        migrations.AddField(
            model_name="question",
            name="columns",
            field=models.JSONField(blank=True, default=list, verbose_name="columns of its table"),
        ),
        migrations.AddField(
            model_name="question",
            name="most",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most rows"),
        ),
        migrations.AddField(
            model_name="ratinglevel",
            name="asks_about_risk",
            field=models.BooleanField(
                default=False,
                help_text="Whoever chooses it must say at once whether somebody is at immediate risk.",
                verbose_name="asks about immediate risk",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="answer_type",
            field=models.CharField(
                choices=[
                    ("rating", "Rating with evidence"),
                    ("short_text", "Short text"),
                    ("long_text", "Long text"),
                    ("number", "Number"),
                    ("date", "Date"),
                    ("choice", "One of several"),
                    ("person", "Person with contact and training dates"),
                    ("rows", "Rows of a table"),
                ],
                default="rating",
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="ratinglevel",
            name="tone",
            field=models.CharField(
                choices=[
                    ("blue", "Blue, star"),
                    ("green", "Green, full circle"),
                    ("amber", "Amber, half circle"),
                    ("red", "Red, ring"),
                    ("violet", "Violet, open diamond"),
                    ("neutral", "Grey, dash"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="signoffstep",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("head", "Head teacher or principal"),
                    ("chair", "Chair of governors or trustees"),
                    ("board", "Board-level lead"),
                    ("lead", "Agency lead"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(create_triggers, drop_triggers, elidable=False),
    ]
