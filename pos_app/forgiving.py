"""Reading stored structures field by field: one that is broken costs itself and no other."""

from typing import Any, TypeVar, get_args, get_origin

import msgspec

Kind = TypeVar("Kind", bound=msgspec.Struct)


def decoded(stored: bytes, kind: type[Kind]) -> Kind:
    """A structure of JSON, as far as it can be read; raises ValueError for what is no JSON."""
    try:
        return msgspec.json.decode(stored, type=kind)
    except msgspec.ValidationError:
        return as_far_as_readable(msgspec.json.decode(stored), kind)


def as_far_as_readable(told: object, kind: type[Kind]) -> Kind:
    """What can be read of a structure decoded from JSON; the usual values in place of the rest.

    Structures within it, and lists of them, are read in the same way. Raises ValueError where what
    is missing has no usual value.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    read: dict[str, Any] = {}
    for name, value in told.items() if isinstance(told, dict) else ():
        field = fields.get(name)
        if field is not None:
            try:
                read[field.name] = _value(value, field.type)
            except ValueError:  # msgspec's own error is one
                continue
    if any(field.required and field.name not in read for field in fields.values()):
        raise ValueError(kind.__name__)
    return kind(**read)


def _value(told: object, kind: Any) -> object:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(told, dict):
        return as_far_as_readable(told, kind)
    if get_origin(kind) is tuple and isinstance(told, list):
        each, *more = get_args(kind)
        if more == [...] and isinstance(each, type) and issubclass(each, msgspec.Struct):
            return tuple(as_far_as_readable(one, each) for one in told if isinstance(one, dict))
    return msgspec.convert(told, kind)
