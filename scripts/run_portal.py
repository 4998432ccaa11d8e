"""`make run`: set everything up, then run the web server and the background jobs until one of them stops."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from scripts.environment import PYTHON, asset_steps, child_env, data_steps, python_steps, setting
from scripts.steps import ROOT, SetUpError, explained, run_steps

HOST = "127.0.0.1"
SERVER = [str(PYTHON), "-m", "gunicorn", "portal.wsgi:application"]
JOBS = [str(PYTHON), "manage.py", "run_jobs", "--loop"]
START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 15

ACCOUNTS = """\
    dsl, colleague, head, chair    one primary school: safeguarding lead, colleague, head, chair of governors
    dsl2, trust                    another school; a multi-academy trust
    police-lead, health-lead       agencies (with -auditor, and police-board who signs)
    unit, unit2, group, executive  the Business Unit; the two groups
    editor, admin                  who publishes; who administers"""


@explained
def main() -> int:
    """Set up, serve, and return the exit code."""
    started = time.monotonic()
    port = int(setting("PORT") or "8000")
    _check_port(port)
    run_steps([*python_steps(for_tests=False), *asset_steps(for_tests=False), *data_steps()])
    return _serve(port, started)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise SetUpError(
                f"Port {port} cannot be used ({error.strerror}).\n"
                f"Another program, perhaps an earlier `make run`, has it.\n"
                f"Stop it or choose another port:  make run PORT={port + 1}"
            ) from error


def _serve(port: int, started: float) -> int:
    """Run server and jobs as a pair: when one ends, or we are told to stop, both end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    base_url = f"http://{HOST}:{port}"
    env = child_env(PORT=str(port), BASE_URL=base_url)
    pair = [subprocess.Popen(SERVER, cwd=ROOT, env=env)]
    try:
        if not _wait_until_ready(pair[0], base_url):
            print("The server did not start; its messages are above.", file=sys.stderr)
            return 1
        pair.append(subprocess.Popen(JOBS, cwd=ROOT, env=env))
        _greet(base_url, time.monotonic() - started)
        return wait_for_either(pair)
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
        return 0
    finally:
        stop(pair)


def _wait_until_ready(server: subprocess.Popen[bytes], base_url: str) -> bool:
    give_up = time.monotonic() + START_LIMIT_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(f"{base_url}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError as error:
            print(f"The server answers {error.code} on /healthz.", file=sys.stderr)
            return False
        except OSError:
            time.sleep(0.1)
    return False


def _greet(base_url: str, seconds: float) -> None:
    print(f"\nThe portal is ready after {seconds:.1f} s:  {base_url}\n")
    print("Demo accounts, each @demo.example with the password portal-demo:")
    print(f"{ACCOUNTS}\n\nStop with Ctrl-C. What you enter is kept.\n", flush=True)


def wait_for_either(pair: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until the first of the two ends, which neither should; says which, and returns an exit code."""
    while True:
        for process in pair:
            code = process.poll()
            if code is not None:
                name = "web server" if process is pair[0] else "background jobs"
                print(f"The {name} stopped with code {code}; stopping the rest.", file=sys.stderr)
                return 1
        time.sleep(0.5)


def stop(pair: Sequence[subprocess.Popen[bytes]]) -> None:
    """End both politely, and after a while without asking."""
    for process in pair:
        process.terminate()
    give_up = time.monotonic() + STOP_LIMIT_SECONDS
    for process in pair:
        try:
            process.wait(timeout=max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
