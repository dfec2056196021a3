"""A till that has joined an expo on paper: nothing answers at the other end."""

from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.offer import Offer
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, expo_news, shifts
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till

REGISTER = "register-1"
DETAILS = ExpoDetails(
    "expo-1",
    5,
    "Kabupaten Semarang Expo 2026",
    "Asia/Jakarta",
    0,
    header=("Alun-alun Ungaran",),
    announcement="Panggung utama mulai 19.00. Kecilkan musik di stan sampai acara selesai.",
)
OFFERS = (
    Offer("o-bag", 5, "Tas kain expo 2026", 15_000, "", "Suvenir", brand="Panitia"),
    Offer("o-mug", 5, "Gelas enamel logo expo", 35_000, "8997001234567", "Suvenir"),
    Offer("o-chips", 5, "Keripik Singkong Balado 100 g", 13_000, "8991002105678", "Makanan"),
)


def join_expo(till: Till) -> None:
    """Let a till that sells on its own join, and open its shift again."""
    if till.read(shifts.current_shift).result() is not None:
        till.write(shifts.close_shift, 300_000).result()
    link = SyncLink(REGISTER, "http://127.0.0.1:1", "token", "server-1", "00" * 32)
    stand, expo = Booth("booth-1", "A12", "Batik Polokarto"), Expo("expo-1", "Expo Semarang")
    till.write(booth.join_booth, till.install, link, stand, expo, "K1").result()
    till.write(shifts.open_shift, "Siti", 300_000).result()


def announce(till: Till, details: ExpoDetails = DETAILS) -> None:
    """Hear what the organizer tells."""
    till.write(expo_news.hear_details, REGISTER, details).result()


def offer(till: Till, revision: int = 5, offers: tuple[Offer, ...] = OFFERS) -> None:
    """Hear what the organizer offers."""
    till.write(expo_news.hear_offers, REGISTER, revision, offers).result()
