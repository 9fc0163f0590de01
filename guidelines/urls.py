from django.urls import path

from guidelines import accounts

app_name = "guidelines"

urlpatterns = [
    path("kontoer/", accounts.account_list, name="account_list"),
    path("kontoer.json", accounts.account_data, name="account_data"),
]
