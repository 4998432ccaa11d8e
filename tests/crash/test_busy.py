"""Many people at once: nobody is told that the database is locked (bars R3)."""

import threading
import time

import pytest

from tests.crash.writers import Writer, prepare, start
from tests.support.effort import trials

SECONDS = trials(20, 60)
WRITERS = 16
READERS = 8


def read_forever(reader: Writer):
    """Work that opens the task list and the section page again and again."""

    def work(stop: threading.Event) -> None:
        while not stop.is_set():
            reader.get(f"/returns/{reader.reference}/")
            reader.read_marks()

    return work


@pytest.mark.crash
def test_sixteen_writers_and_eight_readers_do_not_get_in_each_others_way(new_server):
    """Some time of saving and reading without a single refused or failed request."""
    server = new_server()
    writers = prepare(server, WRITERS)
    readers = [
        Writer(writer.base_url, writer.email, writer.reference, writer.questions) for writer in writers[:READERS]
    ]
    server.start(jobs=True)
    for person in [*writers, *readers]:
        person.sign_in()
    stop = threading.Event()
    threads = start([*(w.save_forever for w in writers), *(read_forever(r) for r in readers)], stop)
    time.sleep(SECONDS)
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    seconds = sorted(second for writer in writers for second in writer.seconds)
    slowest = f"p99 {seconds[len(seconds) * 99 // 100]:.2f} s, worst {seconds[-1]:.2f} s"
    print(f"\n{len(seconds)} saves in {SECONDS} s, {slowest}")
    assert not [failure for person in [*writers, *readers] for failure in person.failures]
    assert "database is locked" not in server.log
    assert sum(writer.acknowledged for writer in writers) == len(seconds)
