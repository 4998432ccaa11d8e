"""How gunicorn serves the portal, on a desk and in production alike; docs/decisions/0005 has the measurements."""

from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).parent / ".env")
env = environ.Env()

bind = "{}:{}".format(env("HOST", default="127.0.0.1"), env("PORT", default="8000"))
workers = env.int("WEB_WORKERS", default=2)
threads = env.int("WEB_THREADS", default=4)
# gthread, which sends kept public pages by a shorter way (docs/decisions/0029).
worker_class = "portal.pagecache.worker.PublicPagesWorker"
# The application is loaded once, before the workers are forked: a quicker start and less memory.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
loglevel = env("GUNICORN_LOG_LEVEL", default="warning")
