"""Which group may do what in the admin, as migrations write it."""

from collections.abc import Iterable
from typing import Any

from django.db.migrations import RunPython


def grant(*, app: str, groups: Iterable[str], permissions: Iterable[tuple[str, str, str]]) -> RunPython:
    """The migration operation that gives each group the permissions, and takes them away when it is reversed.

    A permission is the model's name, the codename and the words for it. It is made here, as the group is, where it is
    missing: Django makes permissions only after the last migration.
    """
    groups, permissions = tuple(groups), tuple(permissions)

    def give(apps: Any, schema_editor: Any) -> None:
        for name in groups:
            _group(apps, name).permissions.add(*_permissions(apps, app, permissions))

    def take(apps: Any, schema_editor: Any) -> None:
        for name in groups:
            _group(apps, name).permissions.remove(*_permissions(apps, app, permissions))

    return RunPython(give, take)


def _group(apps: Any, name: str) -> Any:
    return apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]


def _permissions(apps: Any, app: str, wanted: Iterable[tuple[str, str, str]]) -> list[Any]:
    content_types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    found = []
    for model, codename, words in wanted:
        content_type, _ = content_types.objects.get_or_create(app_label=app, model=model)
        facts = {"content_type": content_type, "codename": codename, "defaults": {"name": words}}
        found.append(permissions.objects.get_or_create(**facts)[0])
    return found
