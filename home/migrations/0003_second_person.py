"""Pages are published by a second person; who may change what the site says about the partnership."""

from django.db import migrations

from portal.accounts.grants import grant

WAGTAILS, OURS = "Moderators approval", "Publish with a second person"


def add_workflow(apps, schema_editor):
    """Editors submit; a moderator who did not make the changes approves. Takes the place of Wagtail's own step."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="secondpersontask"
    )
    task = apps.get_model("home", "SecondPersonTask").objects.create(
        name="A second person reads the page", active=True, content_type=content_type
    )
    task.groups.add(apps.get_model("auth", "Group").objects.get(name="Moderators"))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.get(name=WAGTAILS)
    workflow.name = OURS
    workflow.save()
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    replaced = list(steps.filter(workflow=workflow).values_list("task", flat=True))
    steps.filter(workflow=workflow).delete()
    steps.create(workflow=workflow, task_id=task.pk, sort_order=0)
    apps.get_model("wagtailcore", "Task").objects.filter(pk__in=replaced).update(active=False)


def remove_workflow(apps, schema_editor):
    """Wagtail's own step comes back."""
    workflow = apps.get_model("wagtailcore", "Workflow").objects.get(name=OURS)
    workflow.name = WAGTAILS
    workflow.save()
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    steps.filter(workflow=workflow).delete()
    apps.get_model("home", "SecondPersonTask").objects.all().delete()
    for task in apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAILS):
        task.active = True
        task.save()
        steps.create(workflow=workflow, task_id=task.pk, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_home_page"),
        ("wagtailcore", "0048_add_default_workflows"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(add_workflow, remove_workflow),
        grant(
            app="home",
            groups=["Business Unit", "Moderators"],
            permissions=[("partnershipsettings", "change_partnershipsettings", "Can change partnership")],
        ),
    ]
