"""Password hashing sized for a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 46 MiB, one pass, one lane (OWASP Password Storage; bars M6).

    Django's default costs about 200 ms on both cores, so seven wrong passwords a second would stop the machine.
    """

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
