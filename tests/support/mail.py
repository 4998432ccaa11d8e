"""A real mail server in this process, which keeps what it is given."""

import asyncio
import contextlib
import socket
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

taken: list[tuple[list[str], EmailMessage]] = []  # by every sink since the last look of the guard in conftest.py


class Sink:
    """Takes mail after `delay` seconds each; `refusals` maps addresses to answers like "550 No such person"."""

    def __init__(self, delay: float = 0) -> None:
        self.delay = delay
        self.refusals: dict[str, str] = {}
        self.received: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(  # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse one recipient."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the message."""
        await asyncio.sleep(self.delay)
        mail = message_from_bytes(envelope.content or b"", _class=EmailMessage, policy=policy.default)
        self.received.append((envelope.rcpt_tos, mail))
        taken.append((envelope.rcpt_tos, mail))
        return "250 Taken"

    @property
    def addresses(self) -> list[str]:
        """Every address mail was taken for, in order."""
        return [address for recipients, _ in self.received for address in recipients]

    @property
    def counted(self) -> Counter[str]:
        """How many mails each address got."""
        return Counter(self.addresses)


@contextlib.contextmanager
def mail_server(sink: Sink, port: int | None = None) -> Iterator[int]:
    """Serve the sink on this machine and give the port."""
    controller = Controller(sink, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
