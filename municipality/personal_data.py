from municipality.models import User
from publishing.personal_data import Holding


def stays(user: User) -> str:
    """Who wrote and changed the municipality's texts is kept by law; the login is ended instead."""
    return f"{user.get_username()} is a colleague: end the login in the administration"


HOLDINGS = [
    Holding(
        model=User,
        columns=("username", "first_name", "last_name", "email", "date_joined", "last_login"),
        find=lambda email: User.objects.filter(email__iexact=email),
        erase=stays,
    ),
]
