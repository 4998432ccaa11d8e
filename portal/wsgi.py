"""The WSGI application that gunicorn serves."""

import os

import django
from django.utils.module_loading import import_string

from portal.checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")
django.setup(set_prefix=False)

# By name: models can be imported only now.
application = import_string("portal.pagecache.handler.PublicPagesHandler")()
refuse_unsafe_start()
