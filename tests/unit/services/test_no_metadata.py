"""Safety: what is made tells nothing of where, when and with what its media were recorded."""

from fractions import Fraction
from pathlib import Path

import av
import pypdfium2
import pytest
from PIL import Image

from studio.services.export import export
from studio.services.resources import ResourceList
from studio.services.stills import render_still
from tests.unit.services.films import PROFILE, Film, composition

MARK = "33.5138N 36.2765E"
"""Stands in for a place, a camera, a name."""
GPS, DESCRIPTION, ARTIST, DATE = 0x8825, 0x010E, 0x013B, 0x0132


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """A photo that says much about itself."""
    exif = Image.Exif()
    exif[DESCRIPTION], exif[ARTIST], exif[DATE] = MARK, MARK, "2026:01:02 03:04:05"
    exif.get_ifd(GPS)[1] = "N"
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (64, 96), (180, 90, 30)).save(path, exif=exif, comment=MARK)
    assert MARK.encode() in path.read_bytes()
    place = {"area": "canvas", "width": "100%", "height": "100%"}
    layer = {"type": "image", "id": "photo", "media": "photo", "place": place}
    return Film(composition([layer], duration=Fraction(1, 2)), ResourceList(media={"photo": path}))


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_a_picture_carries_nothing_of_its_photo(film: Film, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"still.{suffix}"
    render_still(film.composition, film.resources, output)
    assert MARK.encode() not in output.read_bytes()
    with Image.open(output) as still:
        assert not still.getexif()
        assert not {"comment", "exif", "xmp", "Software", "Author"} & set(still.info)
        assert still.convert("RGB").getpixel((still.width // 2, still.height // 2))[0] > 150


def test_a_page_carries_nothing_of_its_photo(film: Film, tmp_path: Path) -> None:
    output = tmp_path / "still.pdf"
    render_still(film.composition, film.resources, output)
    page = pypdfium2.PdfDocument(output)
    assert not {name for name, said in page.get_metadata_dict().items() if said} - {"Producer"}
    photos = [each for each in page[0].get_objects() if each.type == 3]
    assert [MARK.encode() in bytes(photo.get_data()) for photo in photos] == [False]
    shown = page[0].render().to_pil().convert("RGB")
    assert shown.getpixel((shown.width // 2, shown.height // 2))[0] > 150


def test_a_film_carries_nothing_of_its_photo(film: Film, tmp_path: Path) -> None:
    request = film.request(tmp_path)
    assert request.profile is PROFILE
    export(request)
    data = request.output.read_bytes()
    assert not [word for word in (MARK.encode(), b"Lavf", b"x264", str(tmp_path).encode()) if word in data]
    with av.open(str(request.output)) as container:
        told = {**container.metadata, **container.streams.video[0].metadata}
        assert not {"creation_time", "location", "comment", "title", "encoder", "artist"} & set(told)
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert frame[frame.shape[0] // 2, frame.shape[1] // 2, 0] > 150
