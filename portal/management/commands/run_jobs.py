"""`manage.py run_jobs`: send waiting mail, clean up, and whatever else the apps have registered in `portal.jobs`."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from portal import scheduling
from portal.outbox.services import retry_failed

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2


class Command(BaseCommand):
    """Runs the jobs that are due: once, for a timetable of the system, or for ever beside the web server."""

    help = "Run the background jobs that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two options."""
        parser.add_argument("--loop", action="store_true", help="go on until told to stop")
        parser.add_argument(
            "--retry-failed-mail", action="store_true", help="first make mail that was refused for good due again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them. A termination signal lets the job in hand finish first."""
        if options["retry_failed_mail"]:
            self.stdout.write(f"Made due again: {retry_failed()} messages.")
        if options["loop"]:
            self._loop()
        else:
            names = scheduling.run_due()
            self.stdout.write(f"Ran: {', '.join(names) or 'nothing was due'}.")

    def _loop(self) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                scheduling.run_due()
            except DatabaseError:
                logger.exception("The jobs could not be run")
            close_old_connections()
            stop.wait(PAUSE_SECONDS)
