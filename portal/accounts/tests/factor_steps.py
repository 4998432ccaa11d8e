"""Steps of tests about second factors: somebody's app, and the codes it shows."""

import re
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value


def code_of(secret, *, later=0):
    """What an app with that key shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def give_app(person):
    """Let the person have an app; returns its key."""
    secret = generate_totp_secret()
    kept = {"secret": get_adapter().encrypt(secret)}
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=kept)
    return secret


def set_up_app(client):
    """Go through the page that sets an app up; returns its key."""
    page = client.get("/accounts/second-step/app/").content.decode()
    secret = re.search(r'<code class="portal-key">(\w+)</code>', page)[1]
    client.post("/accounts/second-step/app/", {"code": code_of(secret)})
    return secret
