"""A process that sells until it is killed: `python -m tests.drivers.seller FOLDER FIRST [AT]`.

It prints `NUMBER RECEIPT` of each sale once its future is done, and nothing before. Sale number n
has the same cart in every run, so a run that begins at a sale that was recorded but not printed
asks for the same one again, as a cashier does who saw no answer. `AT` is the time it sells at.
"""

import sys
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.services.booth import current_register
from pos_app.services.checkout import checkout
from pos_app.services.shifts import current_shift
from pos_app.services.till import open_till
from tests.drivers.tills import Clock, cash, database_in, open_shop, set_up, shelf


def cart_number(number: int, products: tuple[Product, ...]) -> Cart:
    """The cart of sale number n."""
    rng = Random(number)
    cart = Cart(f"sale-{number}")
    for product in rng.sample(products, k=rng.randint(1, len(products))):
        least = 500 if is_divisible(product.unit) else ONE
        cart = carts.add(cart, product, rng.randint(1, 4) * least)
    return cart


def main(folder: Path, first: int, at: str = "") -> None:
    """Sell for ever."""
    clock = (Clock(datetime.fromisoformat(at)),) if at else ()
    till = open_till(database_in(folder), *clock)
    if till.read(current_register).result() is None:
        set_up(till)
    elif till.read(current_shift).result() is None:
        open_shop(till)
    products = tuple(one for one in shelf(till) if not one.variants)
    for number in count(first):
        cart = cart_number(number, products)
        completed = till.write(checkout, price(cart), cash(price(cart).total)).result()
        sys.stdout.write(f"{number} {completed.sale.receipt_number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
