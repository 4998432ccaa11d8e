"""One Django group for each portal-wide role, with the Wagtail permission each needs.

Wagtail itself makes Editors (write and submit pages) and Moderators (publish them), with their permissions on pages,
images and documents below the root. Only the Business Unit must be let into the Wagtail admin here; what it may keep
there is granted where those models live.
"""

from django.db import migrations

OURS = ["Business Unit", "Quality and Impact Group", "Executive"]
WAGTAILS = ["Editors", "Moderators"]
ADMIN_USERS = ["Business Unit", *WAGTAILS]


def add_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name in [*OURS, *WAGTAILS]:
        group.objects.get_or_create(name=name)
    access = permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for each in group.objects.filter(name__in=ADMIN_USERS):
        each.permissions.add(access)
    let_choose(apps, group.objects.get(name="Business Unit"))


def let_choose(apps, group):
    """It keeps no pictures and documents, and picks among them for the settings."""
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    chosen = apps.get_model("auth", "Permission").objects.filter(codename__in=["choose_image", "choose_document"])
    for permission in chosen:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=OURS).delete()


class Migration(migrations.Migration):
    replaces = [("accounts", "0003_role_groups")]
    # All of other people's migrations, and all of ours depend on this one: each change to a user or a page has Django
    # draw up anew all models that refer to it, and ours are many.
    dependencies = [
        ("accounts", "0001_first_release"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(add_groups, remove_groups)]
