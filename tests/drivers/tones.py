"""How the sounds in `resources/sounds` were made: `python -m tests.drivers.tones` writes them anew.

Sine tones with soft edges, mono, 16 bit, 22,050 samples a second; integers alone decide each
sample's place, so every machine writes the same bytes up to rounding.
"""

import io
import math
import wave
from pathlib import Path
from typing import NamedTuple

import resources

RATE = 22_050
_LOUDEST = 11_000
_EDGE = 110
"""Samples in which a tone rises, 5 ms, so that it does not click."""


class Tone(NamedTuple):
    """A pitch in Hz for a time; it fades towards its end."""

    pitch: int
    ms: int


SOUNDS = {
    "added": (Tone(1_320, 70),),
    "refused": (Tone(330, 130), Tone(247, 190)),
    "paid": (Tone(880, 90), Tone(1_109, 90), Tone(1_319, 240)),
}


def written(tones: tuple[Tone, ...]) -> bytes:
    """The tones one after the other, as a WAV file."""
    samples = [sample for tone in tones for sample in _samples(tone)]
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return file.getvalue()


def _samples(tone: Tone) -> list[int]:
    count = RATE * tone.ms // 1_000
    return [
        round(
            _LOUDEST
            * min(place / _EDGE, 1)
            * (1 - place / count) ** 1.5
            * math.sin(2 * math.pi * tone.pitch * place / RATE)
        )
        for place in range(count)
    ]


def main() -> None:
    for name, tones in SOUNDS.items():
        Path(resources.path("sounds", f"{name}.wav")).write_bytes(written(tones))


if __name__ == "__main__":
    main()
