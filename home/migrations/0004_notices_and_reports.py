"""Those who keep the pages write notices, read what readers report, and delete a report once it is put right."""

from django.db import migrations

from portal.accounts.grants import grant


class Migration(migrations.Migration):
    dependencies = [("home", "0003_second_person"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        grant(
            app="home",
            groups=["Business Unit", "Editors", "Moderators"],
            permissions=[
                ("sitenotice", "change_sitenotice", "Can change notice"),
                ("problemreport", "view_problemreport", "Can view problem report"),
                ("problemreport", "delete_problemreport", "Can delete problem report"),
            ],
        )
    ]
