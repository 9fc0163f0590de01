"""What universal design forbids in a text, said so that an editor can mend it."""


def faults(html: str) -> list[str]:
    """Return one sentence for each fault in `html`, in reading order, saying where it is."""
    return []
