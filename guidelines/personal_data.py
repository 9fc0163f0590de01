from guidelines.signature import Signature
from publishing.personal_data import Holding


def stays(signature: Signature) -> str:
    """It tells that a colleague knows the rules, as long as the colleague works by them."""
    return f"signature {signature.pk} goes with the login of the colleague"


HOLDINGS = [
    Holding(
        model=Signature,
        columns=("edition__guideline__title", "edition__number", "signed_at"),
        find=lambda email: Signature.objects.filter(user__email__iexact=email),
        erase=stays,
    ),
]
