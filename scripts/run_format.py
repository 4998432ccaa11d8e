"""`make format`: put Python files and templates into the house style."""

import subprocess
import sys

from scripts.environment import VENV, child_env, python_steps
from scripts.steps import ROOT, explained, run_steps


@explained
def main() -> int:
    """Format everything and return the first exit code that is not zero."""
    run_steps(python_steps(for_tests=True))
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    commands = [["ruff", "check", "--fix", "."], ["ruff", "format", "."], ["djhtml", "--tabwidth", "2", *templates]]
    codes = [
        subprocess.run([str(VENV / "bin" / words[0]), *words[1:]], cwd=ROOT, env=child_env(), check=False).returncode
        for words in commands
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
