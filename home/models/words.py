"""The words the site uses."""

from django.db import models


class SearchWord(models.Model):
    """A word that stands on pages anyone may read, and on how many; renewed by a background job."""

    word = models.CharField(max_length=40, unique=True)
    pages = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        """Nobody edits them."""

        default_permissions = ()

    def __str__(self):
        return self.word
