"""What a till prints besides a test page."""

from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.permission import By


class Slip(StrEnum):
    """Kinds of printed documents; the value is what the queue stores."""

    SALE = "sale"
    VOID = "void"
    REFUND = "refund"
    ORDER = "order"
    ORDER_PAYMENT = "order_payment"
    CASH_MOVE = "cash_move"
    SHIFT_X = "shift_x"
    SHIFT_Z = "shift_z"
    QRIS = "qris"
    ORDER_COPY = "order_copy"
    LABELS = "labels"


class ReceiptReprinted(msgspec.Struct, frozen=True):
    """Body of `receipt.reprinted`: a copy was asked for of the slip `number`, of the id `subject`.

    `shift_id` is empty while no shift is open. A copy `as_file` was saved, not printed.
    """

    slip: Slip
    subject: str
    number: str
    shift_id: str
    cashier: str
    by: By | UnsetType = UNSET
    as_file: bool | UnsetType = UNSET
