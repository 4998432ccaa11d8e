"""Stops an upload while it comes in: one that is too large, or that the disk has no room for, is not even stored."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from audit_forms.returns.files import limits, storage
from audit_forms.returns.files.checking import TOO_BIG

NO_ROOM = "We could not store the file just now. Nothing else was lost: try again later, or add a link."


class LimitedUpload(FileUploadHandler):
    """Comes before the handlers that store. `refusal` says why a file was passed over; the other fields are kept."""

    def __init__(self, request: Any = None):
        """Nothing is refused yet."""
        super().__init__(request)
        self.refusal = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Raise SkipFile where there is no room."""
        super().new_file(*args, **kwargs)
        if not storage.has_room():
            self.refusal = NO_ROOM
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on; raise SkipFile where the file has become too large."""
        if start + len(raw_data) > limits.FILE_BYTES:
            self.refusal = TOO_BIG
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one make the file."""
