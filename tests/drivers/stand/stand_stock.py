"""What lies at a booth: counted, brought, thrown away, by hand and beside the till's own sums."""

from pos_app.domain.stock import MoveKind
from pos_app.services.stock import MoveRow, NewMove, latest_moves, move_stock
from pos_app.services.till import Work
from pos_app.store import products, rebuilding
from pos_app.store import stock as stored
from tests.drivers.stand.stand import Stand


def count_first(stand: Stand, lying: dict[str, int]) -> None:
    """Before the expo opens somebody counts what was unpacked."""
    _move(stand, MoveKind.OPENING, lying)
    stand.ledger.stock.update(lying)


def receive(stand: Stand, name: str, qty_milli: int) -> None:
    """A van brings more."""
    _move(stand, MoveKind.RECEIVE, {name: qty_milli}, "kiriman dari rumah")
    stand.ledger.shelved(name, qty_milli)


def throw_away(stand: Stand, name: str, qty_milli: int) -> None:
    """Something broke before anybody bought it."""
    _move(stand, MoveKind.WASTE, {name: qty_milli}, "bungkus sobek")
    stand.ledger.shelved(name, -qty_milli)


def send_home(stand: Stand, name: str, qty_milli: int) -> None:
    """What is too much goes back."""
    _move(stand, MoveKind.RETURN, {name: qty_milli}, "titip pulang")
    stand.ledger.shelved(name, -qty_milli)


def count(stand: Stand, name: str, lost_milli: int) -> None:
    """Somebody counts a shelf of which so much was stolen; the till must have known the rest."""
    stand.ledger.shelved(name, -lost_milli)
    lying = stand.ledger.stock[name]
    _move(stand, MoveKind.COUNT, {name: lying}, "stok opname")
    written = stand.till.read(latest_moves, stand.product(name).id, 1).result()[0]
    assert (written.counted_milli, written.qty_milli) == (lying, -lost_milli)


def in_stock(stand: Stand) -> dict[str, int]:
    """What the till says there is of what somebody counts, by name."""
    return stand.till.read(_in_stock).result()


def rebuild(stand: Stand) -> None:
    """Let the till make all its tables anew from its journal."""
    stand.till.write(_rebuild).result()


def _move(stand: Stand, kind: MoveKind, what: dict[str, int], reason: str = "") -> None:
    rows = tuple(MoveRow(stand.product(name).id, qty) for name, qty in what.items())
    move = NewMove(stand.till.new_id(), kind, rows, reason)
    stand.do(move_stock, move)
    stand.do(move_stock, move)  # the button bounced


def _in_stock(work: Work) -> dict[str, int]:
    names = {product.id: product.name for product in products.every(work.db)}
    return {names[one]: qty for one, qty in stored.in_stock(work.db, names).items()}


def _rebuild(work: Work) -> None:
    rebuilding.rebuild(work.db)
