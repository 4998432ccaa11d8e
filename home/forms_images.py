"""The form of a picture in the Wagtail admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from home.barriers import looks_like_a_file
from home.metadata import without_metadata

CANNOT_BE_HIDDEN = (
    "Anyone who has its address can see a picture, even before a page shows it: no children, no case papers. Place, "
    "time and device are taken out of the file when it is saved."
)


class PictureForm(BaseImageForm):
    """Every picture is described, and none keeps what the camera wrote into it (bars A11 and G14)."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        description = self.fields["description"]
        description.label = "What it shows"
        description.help_text = (
            "One sentence for people who cannot see it. Not the name of the file. A page can say it in other words, "
            "or that the picture only decorates."
        )
        # Of many files dropped at once the first request brings the files alone; the descriptions are asked for next.
        description.required = not self.is_bound or self.add_prefix("description") in self.data
        if "file" in self.fields:
            self.fields["file"].help_text = f"{self.fields['file'].help_text} {CANNOT_BE_HIDDEN}".strip()

    def clean_description(self) -> str:
        """A sentence, and not the name of the file."""
        text: str = self.cleaned_data["description"]
        if text and (
            looks_like_a_file(text) or text.strip() == (self.data.get(self.add_prefix("title")) or "").strip()
        ):
            raise ValidationError(
                "Say in one sentence what the picture shows; this is its title or the name of a file."
            )
        return text

    def clean_file(self) -> Any:
        """The new file without metadata; one that was kept is as it is."""
        file = self.cleaned_data.get("file")
        return without_metadata(file) if isinstance(file, UploadedFile) else file
