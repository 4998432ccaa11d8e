"""Checking a file in a process of its own, with little memory and time: what crashes there is refused, not the portal.

The process reads the file from its input and knows nothing else: no settings, no database, no keys.
"""

import io
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from audit_forms.returns.files import limits
from audit_forms.returns.files.checking import check_file
from audit_forms.returns.files.kinds import Kind, kind_by_name
from audit_forms.returns.files.refusal import Refused

ROOT = Path(__file__).resolve().parents[3]
MEMORY_BYTES = 1024 * limits.MEGABYTE
CPU_SECONDS = 30
PATIENCE_SECONDS = 50
REFUSED = 3
# What a Python may need to start; keys and addresses are not among it.
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
UNCHECKED = "This file could not be checked: reading it takes too much memory or time. Save it again, or as PDF."


def check_apart(source: BinaryIO, file_name: str) -> Kind:
    """As `check_file`, in a process of its own; raises Refused also where that process fails."""
    kind = kind_by_name(file_name)[1]
    source.seek(0)
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "audit_forms.returns.files.apart", file_name],
            input=source.read(limits.FILE_BYTES + 1),
            capture_output=True,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONUTF8": "1"},
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(UNCHECKED) from error
    if finished.returncode == REFUSED:
        raise Refused(finished.stdout.decode())
    if finished.returncode:
        raise Refused(UNCHECKED)
    return kind


def main() -> int:
    """Check what comes in under the name given; the reason for a refusal goes out."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS keeps no limit on memory
            continue
    try:
        check_file(io.BytesIO(sys.stdin.buffer.read()), sys.argv[1])
    except Refused as refused:
        sys.stdout.write(str(refused))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
