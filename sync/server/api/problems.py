"""What goes back to a program when something is wrong: a `wire.Problem` and an HTTP status."""

import errno
import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pos_app.domain.errors import LapakError
from sync.server.accounts.callers import for_machines
from sync.server.counts import PROBLEM
from sync.server.intake.receive import RefusalError
from sync.server.store.database import storage_error
from sync.wire import Problem

_log = logging.getLogger(__name__)

STATUSES = {
    "token_missing": 401,
    "token_unknown": 401,
    "token_revoked": 401,
    "token_of_another_register": 403,
    "right_missing": 403,
    "form_foreign": 403,
    "batch_too_large": 413,
    "request_too_large": 413,
    "gap": 409,
    "fork": 409,
    "join_code_wrong": 404,
    "join_code_used": 409,
    "join_code_expired": 410,
    "join_code_replaced": 410,
    "move_needs_empty_till": 409,
    "register_not_heard": 409,
    "join_too_many_tries": 429,
    "register_key_differs": 409,
    "register_of_another_booth": 409,
    "expo_unknown": 404,
    "report_unknown": 404,
    "booth_unknown": 404,
    "sale_not_held": 404,
    "no_booth_fits": 404,
    "booth_code_taken": 409,
    "booth_code_in_use": 409,
    "booth_in_use": 409,
    "booth_rows_refused": 422,
    "expo_has_tills": 409,
    "expo_not_open": 409,
    "expo_status_fixed": 409,
    "register_unknown": 404,
    "expo_of_another_server": 409,
    "expo_joined_elsewhere": 409,
    "expo_closed_elsewhere": 409,
    "closing_differs": 409,
    "fork_evidence_wrong": 409,
    "offer_unknown": 404,
    "account_unknown": 404,
    "terms_unknown": 404,
    "webhook_unknown": 404,
    "delivery_unknown": 404,
    "statement_unknown": 404,
    "statements_missing": 404,
    "dispute_unknown": 404,
    "correction_unknown": 404,
    "changed_meanwhile": 409,
    "terms_changed_meanwhile": 409,
    "agreement_changed_meanwhile": 409,
    "statement_changed_meanwhile": 409,
    "statement_stale": 409,
    "statement_unfinished": 409,
    "statement_disputed": 409,
    "statement_signed": 409,
    "login_too_many_tries": 429,
    "not_found": 404,
    "method_not_allowed": 405,
    "first_link_worthless": 410,
    "server_busy": 503,
    "server_disk_full": 503,
    "server_error": 500,
}
"""Every other code is a request that cannot be understood or used: 400."""

_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "request_too_large"}
BUSY_S = 5
DISK_FULL_S = 60
"""Somebody has to make room first. Older tills too know a 503 as something that passes."""


def answer_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Turn anything that was raised into a problem; only bugs are logged with their traceback."""
    problem = problem_of(error)
    if problem.code == "server_error":
        problem = Problem("server_error", {"id": report_bug(request, error)})
    request.scope["state"][PROBLEM] = problem.code
    status = STATUSES.get(problem.code, 400)
    return Response(problem, status_code=status, headers=_headers(problem, error, status))


def problem_of(error: Exception) -> Problem:
    """The code and details of what was raised; `server_error` for what nobody foresaw."""
    match error:
        case UnicodeDecodeError():  # msgspec hands it through, and Litestar does, too
            return Problem("request_unreadable", {"reason": "not UTF-8"})
        case LapakError():
            mark = error.watermark if isinstance(error, RefusalError) else None
            return Problem(error.code, _details(error), mark)
        case PoolTimeout() | DBAPIError() | OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return _of_storage(error)
        case HTTPException() if _is_callers(error):
            code = _HTTP_CODES.get(error.status_code, "request_unreadable")
            return Problem(code, {"reason": error.detail[:200]})
    return Problem("server_error")


def report_bug(request: Request[Any, Any, Any], error: Exception) -> str:
    """Log an error that nobody foresaw; returns the id under which it stands in the log."""
    number = request.app.state.office.new_id()[:8]
    where = f"{request.method} {request.url.path}"
    _log.error("bug %s at %s", number, where, exc_info=error)
    return str(number)


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether an error is shown to a person; programs get JSON."""
    machine = for_machines(request.url.path)
    return not machine and "text/html" in request.headers.get("accept", "")


def _of_storage(error: DBAPIError | PoolTimeout | OSError) -> Problem:
    match error:
        case DBAPIError():
            code = storage_error(error).code
        case PoolTimeout():
            code = "database_busy"
        case _:  # an upload or a file to be sent found no room while it was put aside
            code = "disk_full"
    if code == "disk_full":
        _log.error("the server's disk is full: make room, tills wait until then")
        return Problem("server_disk_full", {"retry_after": DISK_FULL_S})
    if code in {"database_busy", "database_unreachable"}:
        return Problem("server_busy", {"retry_after": BUSY_S})
    return Problem("server_error")


def _is_callers(error: HTTPException) -> bool:
    # Litestar calls it an internal error when somebody hangs up in the middle of a body.
    hung_up = error.detail == "client disconnected prematurely"
    return hung_up or error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def _details(error: LapakError) -> dict[str, str | int]:
    return {
        name: value if isinstance(value, int) else str(value)[:200]
        for name, value in error.details.items()
    }


def _headers(problem: Problem, error: Exception, status: int) -> dict[str, str]:
    headers = dict(getattr(error, "headers", None) or {})
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in problem.details:
        headers["Retry-After"] = str(problem.details["retry_after"])
    return headers
