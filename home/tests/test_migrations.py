"""What migrations write of groups and workflows is taken back by them, and can be written again."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Workflow

pytestmark = pytest.mark.django_db
WRITING = [
    "home.migrations.0003_second_person",
    "home.migrations.0004_notices_and_reports",
    "publications.migrations.0002_editors_keep_themes",
]


def what_stands():
    may = set(Group.objects.values_list("name", "permissions__content_type__model", "permissions__codename"))
    steps = {each.name: [(task.specific_class, task.active) for task in each.tasks] for each in Workflow.objects.all()}
    return may, steps


@pytest.mark.parametrize("name", WRITING)
def test_it_goes_back_and_forth(name):
    operations = import_module(name).Migration.operations
    before = what_stands()
    for operation in reversed(operations):
        operation.reverse_code(apps, None)
    assert what_stands() != before
    for operation in operations:
        operation.code(apps, None)
    assert what_stands() == before
