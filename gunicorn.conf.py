"""How gunicorn serves the portal, on a desk and in production alike; docs/decisions/0005 has the measurements."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# The application is loaded once, before the workers are forked: a quicker start and less memory.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
