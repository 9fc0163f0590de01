from django.urls import path

from guidelines import accounts, comparing, edition_data, hearing, views

app_name = "guidelines"

EDITION = "<slug:slug>/utgave/<int:number>"

urlpatterns = [
    path("", views.guideline_list, name="guideline_list"),
    path("kontoer/", accounts.account_list, name="account_list"),
    path("kontoer.json", accounts.account_data, name="account_data"),
    path("<slug:slug>/", views.guideline_detail, name="guideline_detail"),
    path("<slug:slug>/punkt/<slug:key>/", views.clause, name="clause"),
    path(
        "<slug:slug>/endringer/<int:old>/<int:new>/",
        comparing.edition_changes,
        name="edition_changes",
    ),
    path(f"{EDITION}/", views.edition_detail, name="edition_detail"),
    path(f"{EDITION}.json", edition_data.edition_data, name="edition_data"),
    path(f"{EDITION}/innspill/", hearing.response_list, name="response_list"),
    path(f"{EDITION}/innspill/nytt/", hearing.response_form, name="response_form"),
]
