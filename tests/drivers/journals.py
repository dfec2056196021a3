"""Journals as a till would write them: believable sales, chained and signed, without a till."""

import copy
import random
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos_app.domain import cart, journal, sale
from pos_app.domain.business_day import business_date
from pos_app.domain.journal import Head
from pos_app.domain.kinds import Kind
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import Product
from pos_app.domain.refund import Return, SaleRefunded, refund
from pos_app.domain.register import Booth, Expo, RegisterOpened, receipt_number, refund_number
from pos_app.domain.returns import NOTHING_YET
from pos_app.domain.shift import ShiftOpened
from pos_app.domain.sold import original_of
from pos_app.domain.tender import Method, Tender, quick_cash
from pos_app.domain.void import SaleVoided, void
from sync.wire import PROTOCOL, BatchHeader, JoinGrant, JoinRequest, fit, write_batch

MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""09.00 in Semarang on an expo's first day."""

GOODS = (
    ("Kopi Robusta Sirap 200 g", 45_000),
    ("Keripik Tempe Bu Darmi", 15_000),
    ("Batik Cap Polokarto 2 m", 185_000),
    ("Jamu Beras Kencur 250 ml", 12_500),
    ("Gula Semut Temanggung", 28_000),
    ("Gantungan Kunci Gerabah", 7_500),
    ("Madu Gunung Ungaran 350 ml", 90_000),
    ("Wedang Uwuh 10 sachet", 22_000),
)
CATALOGUE = tuple(
    Product(id=f"p{number:02d}", name=name, price=price)
    for number, (name, price) in enumerate(GOODS, 1)
)


class PaperTill:
    """Writes one register's journal in memory; the same seed writes the same bytes.

    Join it with a grant before it sells, or let it use the expo and booth that it makes up.
    """

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.key = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        self.expo = Expo("expo-of-nobody", "Pameran", "Asia/Jakarta")
        self.booth = Booth("booth-of-nobody", "A1", "Batik Polokarto")
        self.code = "K1"
        self.token = ""
        self.now = MORNING + timedelta(seconds=self.random.randrange(3600))
        self.register = self.new_id()
        self.entries: list[bytes] = []
        self.hashes: list[bytes] = [journal.GENESIS]
        self.sales: list[sale.Sale] = []
        self.returns: list[SaleVoided | SaleRefunded] = []
        self.terms = Terms()

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def head(self) -> Head:
        return self.head_at(len(self.entries))

    @property
    def total(self) -> int:
        return sum(each.total for each in (*self.sales, *self.returns))

    def head_at(self, seq: int) -> Head:
        return Head(self.register, seq, self.hashes[seq])

    def join_request(self, code: str) -> JoinRequest:
        return JoinRequest(code, self.register, self.public_key, f"install-{self.register}", "0.1")

    def joined(self, grant: JoinGrant) -> None:
        self.expo, self.booth = grant.expo, grant.booth
        self.code, self.token = grant.register_code, grant.token

    def append(self, kind: str, body: msgspec.Struct, at: datetime | None = None) -> bytes:
        """Write one entry of any kind."""
        when = at or self.now
        data = journal.encode(self.register, len(self.entries) + 1, when, kind, body)
        return self.append_raw(data)

    def append_raw(self, data: bytes) -> bytes:
        """Chain bytes as they are, however odd."""
        self.hashes.append(journal.chain_hash(self.hashes[-1], data))
        self.entries.append(data)
        return data

    def open(self, continues: Head | None = None) -> None:
        """Open the register, as the first entry, and a shift."""
        before = continues or Head("")
        opened = RegisterOpened(
            code=self.code,
            booth=self.booth,
            expo=self.expo,
            public_key=self.public_key,
            install_id=f"install-{self.register}",
            zone=self.expo.zone,
            cutoff_minutes=self.expo.cutoff_minutes,
            continues=before.register or None,
            continues_seq=before.seq,
            continues_hash=before.hash.hex() if continues else "",
        )
        self.append(Kind.REGISTER_OPENED, opened)
        day = business_date(self.now, self.expo.zone, self.expo.cutoff_minutes)
        self.append(Kind.SHIFT_OPENED, ShiftOpened("shift-1", "Sri", day, 300_000))

    def sell(self, count: int = 1) -> list[sale.Sale]:
        """Ring up sales of one to four lines, a minute or so apart."""
        for _ in range(count):
            self.add_sale(self.make_sale())
        return self.sales[-count:] if count else []

    def add_sale(self, made: sale.Sale) -> bytes:
        """Write a sale, possibly one that another register has written too."""
        self.sales.append(made)
        return self.append(Kind.SALE_COMPLETED, made, made.at)

    def make_sale(self) -> sale.Sale:
        """A sale that is not in the journal yet."""
        self.now += timedelta(seconds=self.random.randrange(20, 120))
        filled = cart.Cart(id=self.new_id())
        for product in self.random.sample(CATALOGUE, self.random.randint(1, 4)):
            filled = cart.add(filled, product, self.random.choice((1000, 1000, 2000)))
        number = receipt_number(self.booth.code, self.code, len(self.sales) + 1)
        zone = self.expo.zone
        day = business_date(self.now, zone, self.expo.cutoff_minutes)
        occasion = sale.Occasion(number, "shift-1", "Sri", self.now, zone, day)
        priced = price(filled, self.terms)
        return sale.complete(priced, _tender(self.random, priced.total), occasion)

    def void(self, sold: sale.Sale) -> SaleVoided:
        """Take a sale back whole."""
        body = void(original_of(sold), NOTHING_YET, self._occasion(sold.receipt_number), "salah")
        self.add_return(body)
        return body

    def refund(self, sold: sale.Sale, quantities: Mapping[int, int] | None = None) -> SaleRefunded:
        """Take goods of a sale of any register back, all of its first line if none are named."""
        number = len([one for one in self.returns if isinstance(one, SaleRefunded)]) + 1
        wanted = quantities or {1: sold.lines[0].qty_milli}
        occasion = self._occasion(refund_number(self.booth.code, self.code, number))
        back = Return(self.new_id(), wanted, reason="rusak")
        body = refund(original_of(sold), NOTHING_YET, back, occasion)
        self.add_return(body)
        return body

    def add_return(self, body: SaleVoided | SaleRefunded) -> bytes:
        """Write a void or refund, possibly one that another register has written too."""
        self.returns.append(body)
        is_void = isinstance(body, SaleVoided)
        return self.append(Kind.SALE_VOIDED if is_void else Kind.SALE_REFUNDED, body, body.at)

    def _occasion(self, number: str) -> sale.Occasion:
        self.now += timedelta(seconds=self.random.randrange(20, 120))
        zone = self.expo.zone
        day = business_date(self.now, zone, self.expo.cutoff_minutes)
        return sale.Occasion(number, "shift-1", "Sri", self.now, zone, day)

    def new_id(self) -> str:
        """A UUIDv7 of the journal's own time."""
        stamp = int(self.now.timestamp() * 1000).to_bytes(6, "big")
        loose = bytearray(stamp + self.random.randbytes(10))
        loose[6] = loose[6] & 0x0F | 0x70
        loose[8] = loose[8] & 0x3F | 0x80
        return str(uuid.UUID(bytes=bytes(loose)))

    def batch(
        self,
        after: int = 0,
        upto: int | None = None,
        head: Head | None = None,
        sent_at: datetime | None = None,
    ) -> bytes:
        """The raw batch of the entries beyond `after`, as many as fit (or up to `upto`)."""
        entries = fit(self.entries[after:upto])
        return self.write(self.head_at(after), entries, head or self.head, sent_at)

    def batches(self, after: int = 0) -> list[bytes]:
        """All batches that bring a server from `after` to the head."""
        packed = []
        while after < len(self.entries):
            packed.append(self.batch(after))
            after += len(fit(self.entries[after:]))
        return packed

    def heartbeat(self) -> bytes:
        """A batch without entries."""
        return self.write(self.head, [], self.head)

    def write(
        self,
        after: Head,
        entries: list[bytes],
        head: Head,
        sent_at: datetime | None = None,
        version: str = "",
    ) -> bytes:
        """A batch of any entries, with any heads."""
        header = BatchHeader(
            protocol=PROTOCOL,
            register=self.register,
            after_seq=after.seq,
            after_hash=after.hash.hex(),
            entries=len(entries),
            head_seq=head.seq,
            head_hash=head.hash.hex(),
            signature=self.key.sign(journal.head_message(head)).hex(),
            sent_at=sent_at,
            version=version,
        )
        return write_batch(header, entries)

    def copied(self, seed: int) -> "PaperTill":
        """The same register on a second laptop: it goes on selling by itself."""
        second = copy.copy(self)
        second.random = random.Random(seed)
        second.entries, second.hashes = list(self.entries), list(self.hashes)
        second.sales, second.returns = list(self.sales), list(self.returns)
        return second


def _tender(randomness: random.Random, total: int) -> tuple[Tender, ...]:
    method = randomness.choice((Method.CASH, Method.CASH, Method.QRIS))
    if method is Method.QRIS:
        return (Tender(Method.QRIS, total, "1234"),)
    given = randomness.choice((total, *quick_cash(total)))
    return (Tender(Method.CASH, given),)
