"""The order of the Norwegian alphabet: … x y z æ ø å, the same on every database."""

import unicodedata

# In the Norwegian edition of ASCII the three letters had these places, right after z.
AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})


def norwegian_key(text: str) -> tuple[str, str]:
    """Return a key for `sorted`: aa is å, case and accents count only between equals."""
    small = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    plain = unicodedata.normalize("NFD", small.translate(AFTER_Z))
    return "".join(c for c in plain if not unicodedata.combining(c)), text
