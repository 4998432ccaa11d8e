"""Editors, moderators and the Business Unit keep the themes; only an administrator deletes one."""

from django.db import migrations

from portal.accounts.grants import grant


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_first_release"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        grant(
            app="publications",
            groups=["Business Unit", "Editors", "Moderators"],
            permissions=[("theme", f"{may}_theme", f"Can {may} theme") for may in ("add", "change", "view")],
        )
    ]
