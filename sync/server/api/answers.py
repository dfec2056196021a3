"""Which problems each operation may answer with, and what each looks like.

What follows from an operation's path, its body and who may call it is not written down again.
"""

import re
from typing import Any

import msgspec

from pos_app import messages
from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from sync.server.api.problems import BUSY_S, DISK_FULL_S, STATUSES
from sync.wire import Problem

_EXPO = "/api/v1/expos/{expo}"
_BOOTH = f"{_EXPO}/booths/{{booth}}"
_REGISTER = "/api/v1/registers/{register}"
_RELAY = "/api/v1/relay/expos/{expo}"
_PUSHED = (
    "batch_unreadable batch_torn batch_too_large batch_of_another_register encoding_unknown"
    " protocol_unknown signature_wrong entry_unreadable request_torn gap fork"
)
_EXPO_ODD = "expo_name_not_usable zone_unknown cutoff_out_of_range expo_days_turned"
_DETAILS_ODD = f"{_EXPO_ODD} expo_details_not_usable receipt_header_too_long announcement_too_long"
_OFFER_ODD = (
    "too_many_offers offer_not_usable barcode_not_usable product_name_missing"
    " product_name_too_long product_label_too_long price_out_of_range"
)
_PLAN_ODD = "edition_too_long place_too_long target_out_of_range"
_BOOTH_ODD = (
    "booth_code_not_usable booth_name_not_usable booth_code_taken regency_unknown"
    " business_too_long owner_too_long certificate_number_not_usable too_many_certificates"
)
_JOINING = "join_request_unusable booth_code_not_usable register_key_differs"
_TERMS = (
    "terms_too_long share_steps_not_usable rule_name_not_usable terms_name_not_usable"
    " amount_not_usable terms_changed_meanwhile rule_method_unknown rule_cluster_unknown"
)
_SHEETS = "expo_joined_elsewhere booth_unknown no_booth_fits too_many_sheets server_nowhere"
_HOOK_ODD = "webhook_url_not_usable webhook_needs_tls webhook_kinds_missing too_many_webhooks"
_RELAYED = "expo_of_another_server"

REFUSALS: dict[str, str] = {
    "POST /api/v1/join": f"{_JOINING} join_code_wrong join_code_used join_code_expired"
    " join_code_replaced join_too_many_tries expo_not_open expo_joined_elsewhere"
    " move_needs_empty_till register_of_another_booth",
    f"POST {_REGISTER}/journal": _PUSHED,
    f"POST {_REGISTER}/receipt": "signature_wrong",
    f"POST {_REGISTER}/continue": f"{_JOINING} register_of_another_booth",
    f"GET {_REGISTER}/siblings/{{sibling}}/journal": "register_of_another_booth",
    "GET /api/v1/presence": "challenge_unusable",
    "POST /api/v1/expos": f"{_EXPO_ODD} {_PLAN_ODD} expo_unknown expo_ambiguous",
    f"PATCH {_EXPO}/plan": _PLAN_ODD,
    f"PUT {_EXPO}/status": "expo_has_tills expo_status_fixed",
    f"PATCH {_EXPO}/details": _DETAILS_ODD,
    f"POST {_EXPO}/booths": f"{_BOOTH_ODD} too_many_booths",
    f"PUT {_EXPO}/booths": "booth_rows_refused too_many_booths",
    f"PATCH {_BOOTH}": f"{_BOOTH_ODD} booth_code_in_use",
    f"DELETE {_BOOTH}": "booth_in_use",
    f"POST {_BOOTH}/join-codes": "expo_joined_elsewhere",
    f"POST {_BOOTH}/join-codes/anew": "expo_joined_elsewhere",
    f"POST {_EXPO}/join-codes": _SHEETS,
    f"POST {_EXPO}/join-sheets": _SHEETS,
    f"POST {_EXPO}/offers": f"{_OFFER_ODD} product_twice booth_unknown",
    f"POST {_EXPO}/registers/{{register}}/revoke": "text_too_long",
    f"POST {_EXPO}/terms": _TERMS,
    f"PUT {_EXPO}/terms/{{terms}}": _TERMS,
    f"PUT {_EXPO}/agreements": "terms_unknown booth_unknown rule_cluster_unknown"
    " agreement_changed_meanwhile",
    f"PUT {_BOOTH}/own-terms": "amount_not_usable terms_changed_meanwhile rule_method_unknown",
    f"POST {_BOOTH}/statements/signatures": "signer_missing text_too_long statement_unknown"
    " statement_changed_meanwhile statement_stale statement_unfinished statement_disputed"
    " statement_signed",
    f"POST {_BOOTH}/statements/disputes": "reason_missing text_too_long statement_unknown"
    " statement_changed_meanwhile",
    f"POST {_EXPO}/disputes/{{dispute}}/end": "reason_missing text_too_long",
    f"POST {_BOOTH}/corrections": "amount_not_usable reason_missing text_too_long",
    f"POST {_EXPO}/closings": "expo_closed_elsewhere",
    f"POST {_EXPO}/webhooks": _HOOK_ODD,
    f"GET {_EXPO}/reports/{{report}}": "expo_days_turned",
    f"GET {_BOOTH}/sales": "register_unknown",
    f"GET {_EXPO}/lines": "expo_days_turned",
    "GET /api/v1/audit": "expo_unknown",
    f"POST {_EXPO}/buyers": "expo_days_turned reason_missing text_too_long",
    "POST /api/v1/bundles": "bundle_unknown bundle_damaged bundle_newer bundle_older"
    " bundle_too_large bundle_not_complete bundle_for_another_server bundle_register_unknown"
    " bundle_of_another_expo bundle_not_read signature_wrong",
    "POST /api/v1/z-codes": "z_code_unreadable z_code_of_unknown_register z_code_not_genuine",
    "POST /api/v1/relay/registers": f"{_RELAYED} expo_unknown booth_unknown booth_code_taken"
    " register_key_differs register_of_another_booth join_request_unusable booth_code_not_usable"
    " zone_unknown expo_name_not_usable booth_name_not_usable cutoff_out_of_range",
    f"POST {_RELAY}": f"{_RELAYED} booth_unknown booth_code_taken booth_code_not_usable"
    f" booth_name_not_usable {_DETAILS_ODD} {_OFFER_ODD}",
    f"POST {_RELAY}/papers": f"{_RELAYED} closing_differs",
    f"POST {_RELAY}/registers/{{register}}/forks": f"{_RELAYED} fork_evidence_wrong",
    f"POST {_RELAY}/registers/{{register}}/journal": f"{_RELAYED} {_PUSHED}",
}
"""By method and path: codes of `LapakError`; their statuses are those of `problems.STATUSES`."""

OF_PATH = {
    "expo": "expo_unknown",
    "booth": "booth_unknown",
    "register": "register_unknown",
    "terms": "terms_unknown",
    "revision": "statement_unknown",
    "dispute": "dispute_unknown",
    "correction": "correction_unknown",
    "offer": "offer_unknown",
    "report": "report_unknown",
    "sale": "sale_not_held",
    "hook": "webhook_unknown",
    "event": "delivery_unknown",
}
"""What is not there, by its place in the path."""

OF_TILLS = ("token_missing", "token_unknown", "token_revoked", "token_of_another_register")
OF_RELAYS = ("token_missing", "token_unknown", "token_revoked")
OF_PROGRAMS = ("token_missing", "token_unknown", "token_revoked", "right_missing")
OF_BODIES = ("request_too_large", "request_torn")
ALWAYS = ("request_unreadable", "server_error", "server_busy", "server_disk_full")
SAMPLES: dict[str, str | int] = {
    "barcode": "89900A",
    "booth": "A1",
    "by": "sri",
    "code": "A1-K1",
    "count": 3,
    "expo": "Kabupaten Semarang Expo 2026",
    "field": "public_key",
    "form": 3,
    "id": "5f2b8c1d",
    "key": "gopay",
    "known": "cash, qris, card, transfer",
    "limit": 80,
    "line": 12,
    "lines": 4,
    "name": "Bagi hasil",
    "reason": "Expected `int`, got `str` - at `$.target`",
    "register": "01936a2e-7c00-7b1e-9f00-3c5a8e1d4b60",
    "report": "weather",
    "retry_after": BUSY_S,
    "revision": 2,
    "server": "aula",
    "text": "Kab. Antah Berantah",
    "width": 32,
    "zone": "Mars/Phobos",
}
"""What stands for each detail in an example."""

_TOLD: dict[str, dict[str, str | int]] = {
    "server_error": {"id": SAMPLES["id"]},
    "server_busy": {"retry_after": BUSY_S},
    "server_disk_full": {"retry_after": DISK_FULL_S},
    "request_unreadable": {"reason": SAMPLES["reason"]},
}
_ROWS = [{"line": 3, "code": "regency_unknown", "details": {"text": "9999"}}]
_PLACE = re.compile(r"{(\w+)}")


def codes_of(method: str, path: str, security: str) -> tuple[str, ...]:
    """All codes that an operation may answer with, each once."""
    named = [OF_PATH[name] for name in _PLACE.findall(path) if name in OF_PATH]
    if security == "register":
        named = []  # the token says which register it is
    callers = {"register": OF_TILLS, "relay": OF_RELAYS, "organizer": OF_PROGRAMS}.get(security, ())
    bodies = OF_BODIES if method != "GET" else ()
    told = REFUSALS.get(f"{method} {path}", "").split()
    return tuple(dict.fromkeys((*callers, *named, *told, *bodies, *ALWAYS)))


def codes() -> tuple[str, ...]:
    """All codes that any operation may answer with, by name."""
    told = [code for codes in REFUSALS.values() for code in codes.split()]
    named = (*OF_PATH.values(), *OF_TILLS, *OF_PROGRAMS, *OF_BODIES, *ALWAYS)
    return tuple(sorted({*told, *named}))


def status_of(code: str) -> int:
    """The HTTP status of a code."""
    return STATUSES.get(code, 400)


def example_of(code: str) -> dict[str, Any]:
    """A problem as it is answered, and the sentence that people read of it."""
    details = _TOLD.get(code) or {name: SAMPLES[name] for name in messages.holes(code)}
    problem = msgspec.to_builtins(Problem(code, details))
    if code == "booth_rows_refused":
        problem["problems"] = _ROWS
    summary = messages.sentence(LapakError(code, **details), Catalog("en"))
    return {"summary": summary, "value": problem}
