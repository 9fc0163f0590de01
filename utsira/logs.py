import logging


class Brief(logging.Filter):
    """A request that was refused gets one line: whoever sends nonsense must not fill the log, and
    hide our own faults in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
