import logging
import sys

from utsira.logs import Brief


def record(**extra: int) -> logging.LogRecord:
    try:
        raise ValueError("nonsense")
    except ValueError:
        found = logging.LogRecord("django", logging.ERROR, "", 1, "said", (), sys.exc_info())
    vars(found).update(extra)
    return found


def test_refused_request_is_logged_on_one_line():
    refused = record(status_code=400)

    kept = Brief().filter(refused)

    assert (kept, refused.exc_info) == (True, None)


def test_fault_of_ours_keeps_its_traceback():
    fault, other = record(status_code=500), record()

    Brief().filter(fault)
    Brief().filter(other)

    assert fault.exc_info
    assert other.exc_info
