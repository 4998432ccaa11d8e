"""What the portal needs on a machine that has only Python: its packages, Node, built assets and a database."""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.steps import ROOT, STAMPS, SetUpError, Step, command

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
STATIC_BUILD = ROOT / "static" / "build"
APPS = [ROOT / name for name in ("portal", "home", "publications", "audit_forms")]
NETWORK_HINT = "Check the network or your package mirror, then run the same command again: it goes on where it stopped."


def child_env(**extra: str) -> dict[str, str]:
    """The environment of every command we start: our own Python and Node come first on the path."""
    # Where an organisation inspects its traffic, Node must trust the authority that this machine trusts.
    env = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "VIRTUAL_ENV": str(VENV), **extra}
    env["PATH"] = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    # Without bytecode files each start would parse Wagtail anew, which takes three seconds.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def manage(*arguments: str, hint: str, **extra: str) -> None:
    """Run one management command quietly. Raises SetUpError with the hint when it fails."""
    command([PYTHON, "manage.py", *arguments], env=child_env(**extra), hint=hint)


def setting(name: str) -> str:
    """One setting as the portal will see it: environment first, then the .env file, else empty."""
    if name in os.environ:
        return os.environ[name]
    env_file = ROOT / ".env"
    lines = env_file.read_text().splitlines() if env_file.exists() else []
    values = [line.partition("=")[2].strip().strip("\"'") for line in lines if line.partition("=")[0].strip() == name]
    return values[-1] if values else ""


def python_steps(*, for_tests: bool) -> list[Step]:
    """The virtual environment and the hash-pinned packages."""
    names = ["requirements.txt", "requirements-dev.txt"] if for_tests else ["requirements.txt"]
    facts = [str(VENV.resolve()), "{}.{}".format(*sys.version_info)]
    steps = [Step("Creating the Python environment", _create_venv, VENV / ".stamp-python", facts=facts)]
    for name in names:
        title = "Installing packages for tests" if "dev" in name else "Installing packages"
        steps.append(Step(title, _installer(name), VENV / f".stamp-{name}", [ROOT / name], facts))
    return steps


def _create_venv() -> None:
    if _works(PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info)
        raise SetUpError(
            f"This Python cannot create virtual environments: a part of it is packaged separately.\n"
            f"On Debian or Ubuntu install it with:  sudo apt-get install {package}\nThen run the same command again."
        )
    hint = "Check that this folder can be written to and that there are 500 MB of free space."
    command([sys.executable, "-m", "venv", "--clear", VENV], env=dict(os.environ), hint=hint)


def _works(python: Path) -> bool:
    """Whether this environment is whole and was made for this place and this version of Python."""
    config = VENV / "pyvenv.cfg"
    if not config.exists() or not python.exists():
        return False
    lines = dict(line.partition(" = ")[::2] for line in config.read_text().splitlines())
    same_version = lines.get("version", "").startswith("{}.{}.".format(*sys.version_info))
    pip = VENV / "bin" / "pip"
    return same_version and pip.exists() and str(VENV.resolve()) in pip.read_text()


def _installer(name: str) -> Callable[[], None]:
    def install() -> None:
        # The lock file is whole, so pip has nothing to work out: asked to, it may meet a newer release of a package
        # that somebody wants with an extra, and refuse it for want of a hash.
        options = ["--disable-pip-version-check", "--no-input", "--no-compile", "--no-deps", "--require-hashes"]
        command([PYTHON, "-m", "pip", "install", *options, "-r", name], env=child_env(), hint=NETWORK_HINT)
        # Wagtail's templates for new projects end in .py but are not Python.
        options = ["-q", "-j", "0", "-x", "project_template"]
        hint = "Delete the folder .venv and run the same command again."
        command([PYTHON, "-m", "compileall", *options, VENV / "lib"], env=child_env(), hint=hint)

    return install


def asset_steps(*, for_tests: bool) -> list[Step]:
    """Node's packages (Node itself came with the Python packages), styles and scripts, collected static files."""
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    everything, runtime = NODE_MODULES / ".stamp-all", NODE_MODULES / ".stamp-runtime"
    has_everything = Step("", lambda: None, everything, lock).is_done()
    whole = for_tests or has_everything
    stamp = everything if whole else runtime
    frontend = [ROOT / "frontend", *lock]
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    packages = Step(
        "Installing front-end packages", _npm_installer(whole=whole), stamp, lock, outputs=[NODE_MODULES / "sass"]
    )
    inputs = [ROOT / "static", *_static_folders(), ROOT / "requirements.txt"]
    return [
        packages,
        Step("Building styles and scripts", _build, STAMPS / "build", frontend, outputs=[STATIC_BUILD]),
        Step("Collecting static files", _collect, STAMPS / "static", inputs, outputs=[manifest]),
    ]


def _static_folders() -> list[Path]:
    return [folder / "static" for top in APPS for folder in [top, *top.iterdir()] if (folder / "static").is_dir()]


def _npm_installer(*, whole: bool) -> Callable[[], None]:
    def install() -> None:
        options = [] if whole else ["--omit=dev"]
        command([VENV / "bin" / "npm", "ci", *options], env=child_env(), hint=NETWORK_HINT)

    return install


def _build() -> None:
    hint = "The message above names the file and line in frontend/ that could not be built."
    command([VENV / "bin" / "npm", "run", "build"], env=child_env(), hint=hint)


def _collect() -> None:
    hint = "Delete the folder staticfiles and run the same command again."
    manage("collectstatic", "--noinput", "--clear", "--verbosity=0", hint=hint)


def data_steps() -> list[Step]:
    """The database with its question sets and, once for each new database, the demo content."""
    # Only a database in our own file is known to be the one that was prepared earlier; of any other nothing is skipped.
    own_file = not setting("DATABASE_URL")
    outputs = [_database_file()] if own_file else []
    migrations = [*(folder for top in APPS for folder in top.rglob("migrations")), ROOT / "requirements.txt"]
    editions = [path for top in APPS for path in top.rglob("*.yaml")]

    def stamp(name: str) -> Path | None:
        return _data_stamp(name) if own_file else None

    return [
        Step("Preparing the database", _prepare_database, stamp("database"), migrations, outputs=outputs),
        Step("Loading question sets", _load_editions, stamp("editions"), editions, outputs=outputs),
        Step("Loading demo content", _load_demo, stamp("demo"), outputs=outputs),
    ]


def _database_file() -> Path:
    return Path(setting("DATA_DIR") or ROOT / "var") / "portal.sqlite3"


def _data_stamp(name: str) -> Path:
    """Beside the data it tells about, which may be another folder tomorrow."""
    return _database_file().parent / "stamps" / name


def _prepare_database() -> None:
    if not _database_file().exists():
        for name in ("editions", "demo"):
            _data_stamp(name).unlink(missing_ok=True)
    hint = "Check DATABASE_URL and that its database can be reached and written to."
    manage("migrate", "--noinput", hint=hint)
    manage("createcachetable", hint=hint)


def _load_editions() -> None:
    manage("load_editions", hint="The message above names the file, line and key that is wrong.")


def _load_demo() -> None:
    manage("load_demo", hint="Run `make clean` to start with a new database, then the same command again.")
