"""A small clamd for tests: it speaks INSTREAM, looks into archives, and can fail in every way a real one can."""

import io
import socketserver
import struct
import threading
import time
import zipfile
import zlib
from contextlib import contextmanager

from audit_forms.returns.tests.files.making import EICAR

LONGEST_STREAM = 25 * 1024 * 1024


def looks_infected(content):
    """Whether the test virus is in it, or in an entry of the archive it is."""
    if EICAR.strip() in content:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(EICAR.strip() in archive.read(name) for name in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError):
        return False


class Handler(socketserver.BaseRequestHandler):
    """One conversation."""

    def exactly(self, number):
        received = b""
        while len(received) < number:
            chunk = self.request.recv(number - len(received))
            if not chunk:
                raise ConnectionError
            received += chunk
        return received

    def handle(self):
        assert self.exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.exactly(4))[0]:
            content += self.exactly(size)
            if len(content) > LONGEST_STREAM:
                return  # as the real one does: the connection just ends
        self.server.seen.append(content)
        if self.server.answer == "slow":
            time.sleep(1)
            return
        answer = self.server.answer or ("stream: Eicar-Test FOUND" if looks_infected(content) else "stream: OK")
        self.request.sendall(answer.encode() + (b"" if self.server.answer == "stream: OK, cut" else b"\0"))


@contextmanager
def fake_clamd(settings, answer=""):
    """A running scanner that `settings` point to; `answer` makes it say that whatever it is sent."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.seen, server.answer = True, [], answer
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
