"""What was acknowledged has reached the disk, not only the system's memory (bars R2)."""

import re
import shutil
import time

import pytest

from conftest import missing
from tests.crash.writers import prepare

SAVES = 100
# "4711 1790000000.123456 fdatasync(9) = 0", or "fdatasync(9 <unfinished ...>" where threads take turns.
SYNC = re.compile(r"^\d+\s+(\d+\.\d+) f(?:data)?sync\(", re.MULTILINE)
FAILED = re.compile(r"f(?:data)?sync.*= -1.*")


@pytest.mark.crash
def test_every_acknowledged_save_was_synced_to_the_disk(new_server, tmp_path):
    """Between the sending of each save and its answer the server asks the system at least once to write to the disk."""
    strace = shutil.which("strace")
    if strace is None:
        missing("strace")
    calls = tmp_path / "calls"
    watch = [strace, "-f", "-qq", "--seccomp-bpf", "-ttt", "-e", "trace=fsync,fdatasync", "-o", str(calls)]
    server = new_server()
    (writer,) = prepare(server, 1)
    server.start(under=watch)
    writer.sign_in()
    moments = []
    for number in range(SAVES):
        sent = time.time()
        writer.save(writer.questions[number % len(writer.questions)], f"Text {number}")
        moments.append((sent, time.time()))
    server.stop()
    told = calls.read_text()
    syncs = [float(moment) for moment in SYNC.findall(told)]
    unsynced = [number for number, (sent, answered) in enumerate(moments) if not within(syncs, sent, answered)]
    print(f"\n{writer.acknowledged} acknowledged saves, {within(syncs, moments[0][0], moments[-1][1])} syncs meanwhile")
    assert (writer.acknowledged, writer.failures) == (SAVES, [])
    assert unsynced == []
    assert FAILED.findall(told) == []


def within(syncs: list[float], start: float, end: float) -> int:
    """How many of the moments lie between the two."""
    return sum(start <= moment <= end for moment in syncs)
