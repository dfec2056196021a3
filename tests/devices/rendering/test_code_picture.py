"""Pictures of QRIS codes: any that a person could use is read, any other is told apart."""

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pos_app.devices.rendering import pictures
from pos_app.devices.rendering.code_picture import read_picture
from pos_app.domain.errors import LapakError
from tests.drivers.qris_codes import COFFEE, COFFEE_25000, TRAP, changed

WHITE, GREY = 255, 150


def code(text: str = COFFEE, scale: int = 8) -> Image.Image:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=scale, border=4)
    return Image.open(drawn).convert("L")


def file(picture: Image.Image, kind: str = "png", **how: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def sign(picture: Image.Image) -> Image.Image:
    """A poster as banks print it: a frame, texts above and below."""
    poster = Image.new("L", (picture.width + 200, picture.height + 400), WHITE)
    pen = ImageDraw.Draw(poster)
    pen.rectangle((10, 10, poster.width - 10, poster.height - 10), outline=0, width=12)
    pen.text((40, 60), "QRIS  KOPI GAYO BU SITI  NMID: ID1020000000001", fill=0)
    pen.text((40, poster.height - 100), "SATU QRIS UNTUK SEMUA", fill=0)
    poster.paste(picture, (100, 200))
    return poster


def in_a_hall(picture: Image.Image) -> Image.Image:
    """A large photo with the sign somewhere in it."""
    photo = Image.linear_gradient("L").resize((4000, 3000))
    pen = ImageDraw.Draw(photo)
    for place in range(0, 4000, 61):
        pen.line((place, 0, 4000 - place, 3000), fill=place % 200)
    photo.paste(picture, (2300, 1400))
    return photo


def on_glass(picture: Image.Image) -> Image.Image:
    """Black on nothing, as designers hand it out."""
    alpha = ImageOps.invert(picture)
    return Image.merge("LA", (Image.new("L", picture.size, 0), alpha))


def grainy(picture: Image.Image) -> Image.Image:
    """A photo taken in the dark."""
    return Image.blend(picture, Image.effect_noise(picture.size, 60), 0.35)


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def side_by_side(*pictures: Image.Image) -> Image.Image:
    wide = Image.new("L", (sum(one.width for one in pictures), 1000), WHITE)
    left = 0
    for one in pictures:
        wide.paste(one, (left, 0))
        left += one.width
    return wide


def refusal(data: bytes) -> LapakError:
    with pytest.raises(LapakError) as caught:
        read_picture(data)
    return caught.value


READABLE: dict[str, Callable[[], bytes]] = {
    "as it is": lambda: file(code()),
    "one pixel a module": lambda: file(code(scale=1)),
    "turned a little": lambda: file(code().rotate(13, expand=True, fillcolor=WHITE)),
    "lying on its side": lambda: file(code().rotate(90, expand=True)),
    "on its head": lambda: file(code().rotate(180)),
    "with frame and text": lambda: file(sign(code())),
    "hard JPEG": lambda: file(sign(code(scale=4)), "jpeg", quality=15),
    "WebP": lambda: file(sign(code()), "webp", quality=40),
    "GIF": lambda: file(code(), "gif"),
    "small in a large photo": lambda: file(in_a_hall(code(scale=3)), "jpeg", quality=60),
    "light on dark": lambda: file(ImageOps.invert(sign(code()))),
    "on glass": lambda: file(on_glass(code())),
    "seen in a mirror": lambda: file(ImageOps.mirror(code())),
    "a little blurred": lambda: file(blurred(code(), 3)),
    "blurred more": lambda: file(blurred(code(), 4)),
    "in the dark": lambda: file(grainy(code())),
    "pale": lambda: file(code().point(lambda value: 110 + value * 20 // 255)),
    "in colours": lambda: file(ImageOps.colorize(code(), "#102060", "#ffe0b0")),
    "in print colours": lambda: file(code().convert("CMYK"), "jpeg"),
    "twice the same": lambda: file(side_by_side(code(), code(scale=4))),
    "beside a web address": lambda: file(side_by_side(code("https://kopi.example"), code())),
}


@pytest.mark.parametrize("picture", READABLE.values(), ids=READABLE)
def test_a_picture_that_a_phone_could_read_is_read(picture: Callable[[], bytes]) -> None:
    assert read_picture(picture()).payload == COFFEE


def test_accents_of_a_merchant_survive() -> None:
    payload = changed(COFFEE, t59="KOPI PAK ANDRÉ")
    assert read_picture(file(code(payload))).merchant == "KOPI PAK ANDRÉ"


REFUSED: dict[str, Callable[[], bytes]] = {
    "qris_picture_blurred": lambda: file(blurred(code(), 5)),
    "qris_picture_empty": lambda: file(Image.new("L", (800, 600), GREY)),
    "qris_picture_of_something_else": lambda: file(code("https://kopi.example/menu")),
    "qris_picture_of_two": lambda: file(side_by_side(code(), code(TRAP))),
    "qris_checksum_wrong": lambda: file(code(COFFEE[:-4] + "0000")),
    "qris_has_amount": lambda: file(code(COFFEE_25000)),
    "qris_incomplete": lambda: file(code(COFFEE[:-30])),
    "picture_not_readable": lambda: b"%PDF-1.7 a sign as a document",
    "picture_too_large": lambda: png_that_claims(9000, 9000),
}


@pytest.mark.parametrize(("reason", "picture"), REFUSED.items(), ids=REFUSED)
def test_a_picture_that_cannot_be_used_is_refused_by_name(
    reason: str, picture: Callable[[], bytes]
) -> None:
    assert refusal(picture()).code == reason


def test_a_code_of_something_else_is_told_with_what_it_says() -> None:
    error = refusal(file(code("https://kopi.example/menu\n" + "x" * 100)))
    assert error.details["text"].startswith("https://kopi.example/menu x")
    assert len(error.details["text"]) <= 60


def test_blurred_beyond_any_reading_is_a_picture_without_code() -> None:
    assert refusal(file(blurred(code(), 20))).code == "qris_picture_empty"


def png_that_claims(width: int, height: int) -> bytes:
    """A file of a few bytes that unpacks to gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize("side", [9_000, 20_000, 2_000_000_000])
def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    assert refusal(png_that_claims(side, side)).code == "picture_too_large"


def test_a_file_larger_than_any_photo_is_not_even_opened() -> None:
    assert refusal(bytes(pictures.MAX_BYTES + 1)).code == "picture_too_large"


PICTURES = [file(code(scale=2)), file(code(scale=2), "jpeg"), file(code(scale=2), "gif")]


@given(st.data())
def test_a_broken_file_is_read_or_refused_and_never_anything_else(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(PICTURES))
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    del broken[data.draw(st.integers(1, len(whole))) :]
    with suppress(LapakError):
        assert read_picture(bytes(broken)).payload == COFFEE


@given(st.binary(max_size=300))
def test_no_bytes_whatever_are_taken_for_a_picture(data: bytes) -> None:
    assert refusal(data)


def test_a_till_starts_without_the_libraries_for_pictures() -> None:
    script = "import sys; from pos_app.devices.rendering import code_picture; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not {"PIL", "zxingcpp", "qriskit"} & set(done.stdout.split())
