"""`manage.py load_editions [--publish] [FILE …]`: questionnaires from YAML files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from audit_forms.questionnaires.loading.problems import EditionFileError
from audit_forms.questionnaires.loading.storing import Loaded, load_edition
from audit_forms.questionnaires.services import publish_edition

SHIPPED = Path(__file__).resolve().parents[2] / "editions"


class Command(BaseCommand):
    """Loads each file by itself: a file that is wrong is reported in full and the others are still loaded."""

    help = "Load editions of questionnaires from YAML files. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, and whether to publish."""
        parser.add_argument("files", nargs="*", type=Path, help="default: the files that ship with the portal")
        parser.add_argument("--publish", action="store_true", help="publish each edition after loading it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every file; fail at the end if any was wrong."""
        problems = []
        for path in options["files"] or sorted(SHIPPED.glob("*.yaml")):
            try:
                self.report(path, load_edition(path), publish=options["publish"])
            except FileNotFoundError:
                problems.append(f"{path}: there is no such file.")
            except EditionFileError as error:
                problems += [str(problem) for problem in error.problems]
            except ValidationError as error:
                problems += [f"{path.name}: {message}" for message in error.messages]
        if problems:
            raise CommandError("\n".join(["These edition files were not loaded:", *problems]))

    def report(self, path: Path, loaded: Loaded, *, publish: bool) -> None:
        """Say what happened to one file, publishing its edition first where asked."""
        fresh = publish and not loaded.edition.is_published
        if fresh:
            publish_edition(edition=loaded.edition, actor=None)
        ending = ", published" if fresh else ""
        self.stdout.write(f"{path.name}: {loaded.edition}: {loaded.outcome.value}{ending}")
