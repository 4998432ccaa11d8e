"""gunicorn's worker with threads, which sends kept pages before it makes all that an application may want to know.

That halves what a kept page costs (docs/decisions/0029). It reads a request as gunicorn's `http.wsgi.create` does, and
leaves to gunicorn whatever is out of the ordinary.
"""

from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

# A request with one of these is not answered here: a body, a hop of its own, a place other than the root.
UNUSUAL = {"CONTENT-LENGTH", "TRANSFER-ENCODING", "EXPECT", "UPGRADE", "CONNECTION", "SCRIPT_NAME"}


class PublicPagesWorker(ThreadWorker):
    """Sends what `PublicPagesHandler` has kept; all else goes gunicorn's usual way."""

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer, and say whether the connection may be used again."""
        told = plain_environ(req) if self.alive and len(self.keepalived_conns) < self.max_keepalived else None
        answer = self.wsgi.kept_answer(told) if told else None
        if answer is None:
            return bool(super().handle_request(req, conn))
        start = (
            f"HTTP/1.1 {answer.status}\r\nServer: gunicorn\r\nDate: {util.http_date()}\r\nConnection: keep-alive\r\n"
        )
        conn.sock.sendall(start.encode() + answer.fields + b"\r\n" + answer.body)
        return True


def plain_environ(req: Any) -> dict[str, Any] | None:
    """Of an ordinary GET what `key_of` looks at, or None."""
    if req.method != "GET" or req.version != (1, 1):
        return None
    environ = {
        "REQUEST_METHOD": req.method,
        "PATH_INFO": util.unquote_to_wsgi_str(req.path),
        "QUERY_STRING": req.query,
        "SCRIPT_NAME": "",
        "wsgi.url_scheme": req.scheme,
    }
    for name, value in req.headers:
        key = f"HTTP_{name.replace('-', '_')}"
        if name in UNUSUAL or key in environ:
            return None
        environ[key] = value
    return environ
