"""HTTPS in front of a test's server, as a proxy in front of the real one: production answers nothing else."""

import contextlib
import http.client
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@contextlib.contextmanager
def tls_front(port: int, folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Pass on to the server on `port`; gives the ports for plain and for encrypted requests, and the certificate."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    plain, secure = (ThreadingHTTPServer(("localhost", 0), _handler(port)) for _ in range(2))
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    for front, scheme in ((plain, "http"), (secure, "https")):
        # What plain requests are sent on to is the encrypted port.
        front.RequestHandlerClass.host = f"localhost:{secure.server_port}"
        front.RequestHandlerClass.scheme = scheme
        threading.Thread(target=front.serve_forever, daemon=True).start()
    try:
        yield plain.server_port, secure.server_port, certificate
    finally:
        for front in (plain, secure):
            front.shutdown()
            front.server_close()


def _handler(port: int) -> type[BaseHTTPRequestHandler]:
    class Front(BaseHTTPRequestHandler):
        host = scheme = ""

        def _pass_on(self) -> None:
            told = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            told |= {"Host": self.host, "X-Forwarded-Proto": self.scheme, "X-Forwarded-For": "127.0.0.1"}
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request(self.command, self.path, headers=told)
                answer = line.getresponse()
                body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = do_OPTIONS = _pass_on

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    return Front


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
