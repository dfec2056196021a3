"""What is known of a job from its bytes alone."""

from pos_app.devices.transports.pacing import largest_picture, pieces

SMALL = b"\x1dv0\x00\x02\x00\x03\x00" + bytes(6)
LARGE = b"\x1dv0\x00\x10\x00\x80\x00" + (b"\x1dv0" * 683)[:2048]
JOB = b"\x1b@Struk\n" + SMALL + b"\n" + LARGE + b"\nTerima kasih\n"


def test_the_pieces_of_a_job_are_the_job() -> None:
    assert b"".join(piece.data for piece in pieces(JOB)) == JOB


def test_a_receipt_with_a_small_picture_never_waits() -> None:
    assert [piece.rest_s for piece in pieces(JOB) if piece.rest_s] == []
    assert [piece.rest_s for piece in pieces(b"Struk\n" * 10_000) if piece.rest_s] == []


def test_a_buffer_never_gets_more_of_pictures_at_once_than_it_holds() -> None:
    at_once, most, rests = 0, 0, 0
    for piece in pieces(JOB + LARGE + LARGE + SMALL * 300):
        rests += bool(piece.rest_s)
        at_once = len(piece.data) if piece.rest_s else at_once + len(piece.data)
        most = max(most, at_once)
    assert rests == 2
    assert most <= 4 * 1024


def test_a_job_that_was_cut_owes_at_most_the_largest_picture_that_had_begun() -> None:
    assert largest_picture(JOB, 5) == 0
    assert largest_picture(JOB, JOB.index(SMALL) + 1) == len(SMALL)
    assert largest_picture(JOB, JOB.index(LARGE) + 1) == len(LARGE)
    assert largest_picture(JOB, len(JOB)) == len(LARGE)
    assert largest_picture(b"Terima kasih", 12) == 0
