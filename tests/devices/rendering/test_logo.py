"""Logos: any picture that a booth has at hand becomes clear dots, any other is told apart."""

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pos_app.devices.rendering import logo, pictures
from pos_app.devices.rendering.document import Cut, Document, Picture, Text
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import PAPERS, Paper, paper_named
from pos_app.devices.rendering.profiles import paper_of
from pos_app.domain.errors import LapakError
from tests.drivers.printers import escpos_reader as reader

NARROW = paper_named("58mm")
WHITE, BLACK = 255, 0


def sign(size: tuple[int, int] = (600, 300), ground: int = WHITE) -> Image.Image:
    """A black bar at the left and a ring, on one ground."""
    picture = Image.new("L", size, ground)
    pen = ImageDraw.Draw(picture)
    ink = WHITE - ground
    pen.rectangle((0, 0, size[0] // 10, size[1] - 1), fill=ink)
    pen.ellipse((size[0] // 2, 10, size[0] - 1, size[1] - 1), outline=ink, width=size[1] // 10)
    return picture


def file(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(LapakError) as caught:
        logo.imported(data)
    return caught.value.code


def darkness(png: bytes, width: int = 384) -> float:
    """The share of a logo's dots that are burnt."""
    raster = logo.dots_of(png, width)
    burnt = sum(byte.bit_count() for row in raster.rows for byte in row)
    return burnt / (raster.width * raster.height)


def on_nothing(ink: str) -> Image.Image:
    """A drawing on a transparent ground, as designers hand it out."""
    clear = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    solid = Image.new("RGBA", (600, 300), ink)
    clear.paste(solid, (0, 0), sign(ground=BLACK))
    return clear


def turned(picture: Image.Image) -> bytes:
    exif = picture.getexif()
    exif[0x0112] = 6  # the camera was held upright: turn it a quarter to the right
    return file(picture.rotate(90, expand=True), "JPEG", exif=exif)


MADE: dict[str, Callable[[], bytes]] = {
    "png": lambda: file(sign()),
    "jpeg": lambda: file(sign(), "JPEG"),
    "black and white": lambda: file(sign().convert("1")),
    "palette": lambda: file(sign().convert("P")),
    "bmp": lambda: file(sign(), "BMP"),
    "webp": lambda: file(sign().convert("RGB"), "WEBP"),
    "cmyk jpeg": lambda: file(sign().convert("CMYK"), "JPEG"),
    "16 bits": lambda: file(sign().convert("I;16").point(lambda tone: tone * 257)),
    "transparent": lambda: file(on_nothing("black")),
    "white on nothing": lambda: file(on_nothing("white")),
    "turned photo": lambda: turned(sign()),
    "moving gif": lambda: file(
        sign().convert("P"), "GIF", save_all=True, append_images=[Image.new("P", (600, 300))]
    ),
    "large": lambda: file(sign((6000, 3000)), "JPEG"),
    "frame of white": lambda: file(framed()),
}


def framed() -> Image.Image:
    paper = Image.new("L", (2000, 2000), WHITE)
    paper.paste(sign(), (700, 900))
    return paper


@pytest.mark.parametrize("kind", MADE)
def test_any_kind_of_picture_becomes_the_same_small_logo(kind: str) -> None:
    png = logo.imported(MADE[kind]())
    kept = Image.open(io.BytesIO(png))
    assert kept.format == "PNG"
    assert kept.mode == "L"
    assert kept.width / kept.height == pytest.approx(2, abs=0.02)
    assert kept.width <= 624
    raster = logo.dots_of(png, 384)
    assert raster.width == 288
    assert raster.height == pytest.approx(144, abs=2)
    assert 0.15 < darkness(png) < 0.40
    bar = {row[0] for row in raster.rows[2:-2]}
    assert bar == {0xFF}


def test_a_tall_logo_is_no_higher_than_a_wide_one_and_a_tiny_one_is_not_blown_up() -> None:
    tall = logo.dots_of(logo.imported(file(sign((300, 1200)))), 576)
    assert tall.height == 230
    tiny = logo.dots_of(logo.imported(file(sign((40, 20)))), 576)
    assert (tiny.width, tiny.height) == (80, 40)


def test_tones_become_patterns_and_thin_lines_stay_whole() -> None:
    ramp = Image.linear_gradient("L").resize((400, 200)).rotate(90)
    raster = logo.dots_of(logo.imported(file(ramp)), 384)
    patterns = {byte for row in raster.rows for byte in row}
    assert len(patterns) > 20
    line = Image.new("L", (1200, 400), WHITE)
    ImageDraw.Draw(line).line((0, 200, 1199, 200), fill=60, width=5)
    ImageDraw.Draw(line).rectangle((0, 0, 1199, 20), fill=BLACK)
    drawn = logo.dots_of(logo.imported(file(line)), 384)
    assert any(row == b"\xff" * 36 for row in drawn.rows[40:])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_not_readable"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "picture_not_readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_not_readable"),
        (b"%PDF-1.7\n%\xe2\xe3", "picture_not_readable"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture_not_readable"),
        (bytes(pictures.MAX_BYTES + 1), "picture_too_large"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_small_file_that_claims_to_be_huge_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0))
    assert refusal(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")))


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (Image.new("L", (400, 400), WHITE), "logo_empty"),
        (Image.new("RGBA", (400, 400), (0, 0, 0, 0)), "logo_empty"),
        (Image.new("L", (1, 1), BLACK), "logo_too_small"),
        (Image.new("L", (300, 3), BLACK), "logo_too_small"),
    ],
    ids=["white", "nothing", "a dot", "a line"],
)
def test_a_picture_without_a_logo_in_it_is_refused(picture: Image.Image, code: str) -> None:
    assert refusal(file(picture)) == code


def test_a_file_torn_in_the_middle_is_refused() -> None:
    noise = file(Image.effect_noise((600, 300), 90))
    assert refusal(noise[: len(noise) // 2]) == "picture_not_readable"


@given(st.binary(max_size=400))
def test_a_kept_logo_that_was_spoilt_never_stops_a_receipt(data: bytes) -> None:
    document = Document((Picture(data), Text("Kopi"), Cut()))
    assert reader.lines(render(document, NARROW)) == ["Kopi"]


@pytest.mark.parametrize("paper", [*PAPERS, paper_of(profile="epson-tm-t82", paper="80")], ids=str)
def test_a_logo_stands_in_the_middle_of_the_paper(paper: Paper) -> None:
    png = logo.imported(file(sign()))
    printed = reader.read(render(Document((Picture(png),)), paper))
    images = [one for one in printed if isinstance(one, reader.Dots)]
    raster = logo.dots_of(png, paper.width_dots)
    assert sum(len(one.dots) for one in images) == raster.height
    assert max(len(one.dots) for one in images) <= paper.strip_rows
    if paper.centres:
        assert all(one.centred for one in images)
    else:
        left = min(row.index(True) for one in images for row in one.dots if True in row)
        assert left == (paper.width_dots - raster.width) // 2


def test_the_start_of_a_till_needs_no_library_for_pictures() -> None:
    script = (
        "import sys; from pos_app.devices.rendering import escpos_renderer; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not {"PIL", "segno", "escpos"} & set(done.stdout.split())
