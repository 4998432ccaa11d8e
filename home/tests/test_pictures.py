"""Pictures keep nothing of camera, place and time, and are described in words (bars A11 and G14)."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from home.metadata import without_metadata
from home.tests.factories import InformationPageFactory
from home.tests.pictures import GPS, picture_file
from portal.accounts.tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves it to the garbage collector to close the file in which it draws a copy of a picture.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
KINDS = [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")]
SHOWS = "A stone house beside a lake"


@pytest.fixture
def editor(client):
    person = UserFactory(editor=True)
    client.force_login(person)
    return person


def located(kind, ending):
    """A picture as a phone sends it; the test is worth nothing if it had no place in it."""
    content = picture_file(kind, located=True)
    assert dict(Picture.open(io.BytesIO(content)).getexif().get_ifd(GPS))
    assert b"Invented Phone" in content
    return SimpleUploadedFile(f"IMG_2041.{ending}", content, f"image/{kind.lower()}")


def add(client, file, **words):
    form = {"title": "Tarn House", "description": SHOWS, "tags": "", "focal_point_x": "", "focal_point_y": ""}
    return client.post(reverse("wagtailimages:add"), {**form, **words, "file": file})


def notes(file):
    """All that a file of a picture says beside the picture."""
    with file.open() as opened:
        content = opened.read()
    picture = Picture.open(io.BytesIO(content))
    picture.load()
    said = dict(picture.getexif()), dict(picture.getexif().get_ifd(GPS)), getattr(picture, "text", {})
    return [each for each in said if each] + re.findall(rb"Invented Phone|Exif\x00|http://ns.adobe.com", content)


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_nothing_of_the_phone_is_left_in_the_original_and_its_copies(client, editor, kind, ending):
    assert add(client, located(kind, ending)).status_code == 302
    image = get_image_model().objects.get()
    assert notes(image.file) == []
    assert (image.width, image.height) == (40, 60)  # it was held upright; the file says so no longer
    for spec in ("width-30", "fill-20x20", "original", "width-30|format-webp", "width-30|format-jpeg"):
        assert notes(image.get_rendition(spec).file) == []


def test_the_same_holds_for_many_dropped_at_once_and_for_the_chooser(client, editor):
    address = reverse("wagtailimages:add_multiple")
    answer = client.post(address, {"title": "IMG_2041", "collection": "1", "files[]": located("JPEG", "jpg")}).json()
    assert answer["success"]
    form = {"title": "Tarn", "description": SHOWS, "tags": "", "collection": "1", "file": located("PNG", "png")}
    chosen = client.post(
        reverse("wagtailimages_chooser:create"), {f"image-chooser-upload-{name}": value for name, value in form.items()}
    )
    assert chosen.status_code == 200
    images = get_image_model().objects.all()
    assert len(images) == 2
    assert [notes(image.file) for image in images] == [[], []]


def test_of_many_dropped_at_once_each_is_described_afterwards(client, editor):
    form = {"title": "IMG_2041", "collection": "1", "files[]": located("JPEG", "jpg")}
    answer = client.post(reverse("wagtailimages:add_multiple"), form).json()
    address = reverse("wagtailimages:edit_multiple", args=[answer["image_id"]])
    prefix = f"image-{answer['image_id']}"
    words = {f"{prefix}-title": "Tarn", f"{prefix}-description": "", f"{prefix}-tags": "", f"{prefix}-collection": "1"}
    assert not client.post(address, words).json()["success"]
    assert client.post(address, {**words, f"{prefix}-description": SHOWS}).json()["success"]
    assert get_image_model().objects.get().description == SHOWS


@pytest.mark.parametrize("words", ["", "IMG_2041.jpg", "Photo 3", "Tarn House"])
def test_a_description_is_asked_for_and_is_not_the_name_of_the_file(client, editor, words):
    response = add(client, located("PNG", "png"), description=words)
    assert response.status_code == 200
    assert not get_image_model().objects.exists()


def test_the_form_warns_that_a_picture_cannot_be_hidden(client, editor):
    assert "Anyone who has its address can see a picture" in client.get(reverse("wagtailimages:add")).content.decode()


def test_a_moving_picture_still_moves():
    frames = [Picture.new("RGB", (10, 10), shade) for shade in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=80, comment=b"Invented Phone")
    bare = without_metadata(SimpleUploadedFile("moving.gif", file.getvalue()))
    picture = Picture.open(bare)
    assert (picture.n_frames, picture.info.get("comment")) == (3, None)


def test_a_picture_is_sent_to_readers_and_its_original_is_not(client, editor):
    add(client, located("PNG", "png"))
    image = get_image_model().objects.get()
    body = [("image", {"image": image, "alt_text": SHOWS, "decorative": False})]
    InformationPageFactory(slug="with-picture", body=body)
    shown = re.search(r'src="(/media/images/[^"]+)"', client.get("/with-picture/").content.decode())
    client.logout()
    response = client.get(shown[1])
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    for address in (f"/media/{image.file.name}", "/media/images/..%2Foriginal_images%2Fa.png", "/media/images/a.txt"):
        assert client.get(address).status_code == 404
