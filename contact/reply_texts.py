"""The reply texts that come with the program: put in place where there are none."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps

TEXTS = [
    (
        "nb",
        "Takk for innspillet",
        "Takk for at du skrev til oss. Vi tar innspillet med i forbedringsarbeidet, og du finner "
        "svaret vårt på denne siden.",
    ),
    (
        "nb",
        "Vi trenger mer tid",
        "Takk for meldingen. Vi trenger noen dager til for å finne ut av dette, og svarer her så "
        "snart vi kan.",
    ),
    (
        "nb",
        "Hører hjemme hos andre",
        "Takk for meldingen. Den hørte hjemme hos [organ]. Vi har sendt den dit.",
    ),
    (
        "nb",
        "Kan bli et forslag",
        "Takk for en god idé. Vil du at vi gjør den til et offentlig forslag, med våre ord og uten "
        "navnet ditt? Si fra til oss, så gjør vi det.",
    ),
    (
        "nn",
        "Takk for innspelet",
        "Takk for at du skreiv til oss. Vi tek innspelet med i forbetringsarbeidet, og du finn "
        "svaret vårt på denne sida.",
    ),
    (
        "nn",
        "Vi treng meir tid",
        "Takk for meldinga. Vi treng nokre dagar til for å finne ut av dette, og svarar her så "
        "snart vi kan.",
    ),
    (
        "nn",
        "Høyrer heime hos andre",
        "Takk for meldinga. Ho høyrde heime hos [organ]. Vi har sendt henne dit.",
    ),
    (
        "nn",
        "Kan bli eit forslag",
        "Takk for ein god idé. Vil du at vi gjer han til eit offentleg forslag, med våre ord og "
        "utan namnet ditt? Sei frå til oss, så gjer vi det.",
    ),
]


def after_migrate(sender: AppConfig, apps: Any = global_apps, **_options: Any) -> None:
    try:
        reply_text = apps.get_model("contact", "ReplyText")
    except LookupError:  # migrated back to before there were any
        return
    if not reply_text.objects.exists():
        rows = [reply_text(lang=lang, name=name, text=text) for lang, name, text in TEXTS]
        reply_text.objects.bulk_create(rows)
