"""Taking out of a picture what cameras and phones write into it: place, time, device, name (bars G14)."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps, ImageSequence

# All that a picture needs to look right; everything else in `info` is somebody's business.
HARMLESS = ("transparency", "background", "duration", "loop", "disposal", "blend", "icc_profile")
KEPT_BY_FORMAT: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "GIF": {},
}
MANY_FRAMES = {"GIF", "WEBP", "PNG"}


def without_metadata(upload: Any) -> SimpleUploadedFile:
    """The same picture, turned the right way up, with nothing in the file but the picture.

    It is written anew from its pixels, so that no kind of note survives that nobody thought of: EXIF, XMP, IPTC,
    comments, previews, and the second picture that phones hide in a JPEG.
    """
    upload.seek(0)
    with Image.open(upload) as picture:
        kind = "JPEG" if picture.format == "MPO" else str(picture.format)
        file = io.BytesIO()
        frames = [_bare(frame) for frame in _frames(picture, kind)]
        more = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
        frames[0].save(file, kind, **KEPT_BY_FORMAT[kind], **_looks(frames[0], more=bool(more)), **more)
    return SimpleUploadedFile(upload.name, file.getvalue(), Image.MIME[kind])


def _frames(picture: Image.Image, kind: str) -> list[Image.Image]:
    if kind in MANY_FRAMES and getattr(picture, "is_animated", False):
        return [frame.copy() for frame in ImageSequence.Iterator(picture)]
    return [picture]


def _bare(frame: Image.Image) -> Image.Image:
    """Upright, and without notes."""
    upright = ImageOps.exif_transpose(frame)
    upright.info = {name: value for name, value in frame.info.items() if name in HARMLESS}
    upright.getexif().clear()
    return upright


def _looks(frame: Image.Image, *, more: bool) -> dict[str, Any]:
    """What the format's writer has to be told of how the picture looks."""
    names = ("icc_profile", "transparency", *(("duration", "loop", "disposal") if more else ()))
    return {name: frame.info[name] for name in names if frame.info.get(name) is not None}
