"""The only reader of the environment. `.env.example` lists every variable."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from utsira.demo.content import FILLED_IN

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def read(name: str, default: str, understood: Callable[[str], Any], wanted: str) -> Any:
    """Return what a variable says. What nobody can mean stops the site with one sentence, without
    the value: there may be a password in it."""
    try:
        return understood(env.str(name, default="").strip() or default)
    except (LookupError, ValueError, OSError, ImproperlyConfigured):
        sentence = f"{name} cannot be used: it must be {wanted}. See .env.example."
        raise ImproperlyConfigured(sentence) from None


def flag(name: str, default: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    said: bool = read(name, default, lambda text: words[text.lower()], "0 or 1")
    return said


def made(text: str) -> Path:
    """A new one is read by its owner alone: drafts, addresses and passwords' digests are in it."""
    path = Path(text).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**16:
        raise ValueError(text)
    return number


DEBUG, DEMO, HTTPS = flag("DEBUG", "0"), flag("DEMO", "0"), flag("HTTPS", "1")
DATA_DIR: Path = read(
    "DATA_DIR", str(BASE_DIR / "var"), made, "a folder that can be made or written to"
)
PORT = read("PORT", "8000", port, "a number from 1 to 65535")
SITE_URL = env.str("SITE_URL", default="") or f"http://127.0.0.1:{PORT}"


def kept_secret() -> str:
    """Make a key once and keep it beside the data, so that sessions survive a restart."""
    path = DATA_DIR / "secret_key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
TRUSTED_PROXIES = read(
    "TRUSTED_PROXIES",
    "",
    lambda text: [ip_network(part.strip()) for part in text.split(",") if part.strip()],
    "addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8",
)

INSTALLED_APPS = [
    # Before the admin: their templates override its own.
    "utsira.apps.UtsiraConfig",
    "blog",
    "contact",
    "lean",
    "guidelines",
    "dialogue",
    "aggregator",
    "municipality",
    "publishing",
    "utsira.apps.UtsiraAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_prose_editor",
    "pictures",
    "post_office",
    "simple_history",
    "taggit",
]

MIDDLEWARE = [
    "utsira.middleware.believe_proxies",
    "utsira.middleware.add_headers",
    "csp.middleware.CSPMiddleware",
    "utsira.middleware.keep_out_robots",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "municipality.middleware.municipality",
    "utsira.middleware.refuse_nul",
    "utsira.middleware.refuse_excess",
    "utsira.middleware.explain_405",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "utsira.urls"
WSGI_APPLICATION = "utsira.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "municipality.context_processors.municipality",
            ],
        },
    },
]

# Widgets too are drawn by our own templates where we have one.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database. SQLite waits for a lock at the start of a transaction, not in the middle of it,
# and an acknowledged write survives a power cut (synchronous=FULL).
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


def database(text: str) -> dict[str, Any]:
    found: dict[str, Any] = env.db_url_config(text)
    if found["ENGINE"] not in ENGINES:
        raise ValueError(found["ENGINE"])
    return found


DATABASES = {
    "default": read(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR}/db.sqlite3",
        database,
        "like postgres://user:password@127.0.0.1:5432/utsira, or empty",
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA busy_timeout=20000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": read(
        "CACHE_URL", "locmemcache://", env.cache_url_config, "like redis://127.0.0.1:6379/0"
    )
}

# Staff
AUTH_USER_MODEL = "municipality.User"
AUTHENTICATION_BACKENDS = ["municipality.authentication.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"max_similarity": 0.6},  # the user's name twice is 0.67
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
CSRF_FAILURE_VIEW = "utsira.login.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Languages. The interface language is one setting of the municipality.
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk")]
TEXT_LANGUAGES = [*LANGUAGES, ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
FORMAT_MODULE_PATH = ["utsira.formats"]

# Static files come from our own folder and from npm (package.json).
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist"),
    ("inter", NODE_MODULES / "@fontsource-variable" / "inter" / "files"),
]

# Uploads
MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
# What one request may bring: by its announced size, then, without its files, while it is read.
LARGEST_PUBLIC_BODY = 1024 * 1024
LARGEST_STAFF_BODY = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# Lists that staff edit row by row have more fields than any form of the public.
MOST_PUBLIC_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PICTURES = {
    "CONTAINER_WIDTH": 1600,
    "GRID_COLUMNS": 4,
    "PIXEL_DENSITIES": [1],
    "FILE_TYPES": ["WEBP"],
    "USE_PLACEHOLDERS": False,
}

# Texts
TAGGIT_CASE_INSENSITIVE = True
SIMPLE_HISTORY_REVERT_DISABLED = False
CRISPY_ALLOWED_TEMPLATE_PACKS = ["designsystemet"]
CRISPY_TEMPLATE_PACK = "designsystemet"

# What we follow: what one website may cost us, in seconds and in bytes, and how many are asked at
# the same time.
FEED_SECONDS = 15
FEED_BYTES = 5 * 1024 * 1024
FEED_THREADS = 8

# Mail
EMAIL_CONFIG = read(
    "EMAIL_URL",
    "consolemail://",
    env.email_url_config,
    "like smtp+tls://user:password@mail.kommune.example:587",
)
# smtp+tls://…?from=post@kommune.example; on an address without a name, mail is for trying out.
SITE_HOST = str(urlsplit(SITE_URL).hostname)
MAIL_DOMAIN = "localhost" if SITE_HOST.replace(".", "").isdigit() else SITE_HOST
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    EMAIL_CONFIG.pop("OPTIONS", {}).get("FROM") or f"ikke-svar@{MAIL_DOMAIN}"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10

# What stands in brackets in the delivered texts of the standing pages, and what to write there.
STANDING_ANSWERS = FILLED_IN if DEMO else {}

# How long the site keeps what it knows about people. The privacy statement shows this table, so
# it holds what is true: what the program deletes, and what docs/drift.md asks the operator to.
# No period means for as long as the text it belongs to.
RETENTION: dict[str, dict[str, Any]] = {
    "sessions": {
        "label": _("That an employee is logged in"),
        "period": timedelta(seconds=SESSION_COOKIE_AGE),
    },
    "attempts": {
        "label": _("Attempts to log in, without names and addresses in clear text"),
        "period": timedelta(hours=24),
    },
    "device": {
        "label": _("That an employee has logged in on a device before"),
        "period": timedelta(days=180),
    },
    "sent_mail": {"label": _("E-mail that the site has sent"), "period": timedelta(days=30)},
    "edits": {"label": _("Who in the municipality wrote and changed a text"), "period": None},
    "contributions": {"label": _("Comments, and the names that stand with them"), "period": None},
    "contribution_email": {
        "label": _("The e-mail address of the one who commented"),
        "period": timedelta(days=365),
    },
    "hidden_text": {
        "label": _("What we have hidden; after that, only the rule and the date"),
        "period": timedelta(days=90),
    },
    "complaints": {
        "label": _("Complaints about what we have hidden, after they are decided"),
        "period": timedelta(days=90),
    },
    "spam": {"label": _("What is stopped as spam"), "period": timedelta(days=30)},
    "sender": {
        "label": _("A mark that tells how much one sender has written, without the address"),
        "period": timedelta(hours=24),
    },
    "messages": {
        "label": _(
            "Messages to us, after they are answered or closed, and assessed for the archive"
        ),
        "period": timedelta(days=365),
    },
    "message_sender": {
        "label": _("The same mark on messages to us"),
        "period": timedelta(hours=24),
    },
    "signatures": {
        "label": _("That an employee has signed guidelines, after they hold no more"),
        "period": timedelta(days=730),
    },
    "followers": {
        "label": _("The e-mail address of one who follows, until it is stopped by its link"),
        "period": None,
    },
    "supporters": {
        "label": _("That an address supports a suggestion, without the address in clear text"),
        "period": None,
    },
    "unconfirmed_follow": {
        "label": _("That somebody asked to follow or support, and did not confirm it"),
        "period": timedelta(days=14),
    },
    "follow_sender": {
        "label": _("The same mark on those who ask to follow or support"),
        "period": timedelta(hours=24),
    },
    "followed": {"label": _("What others publish and we follow, with their names"), "period": None},
    "server_log": {
        "label": _("The web server's log, with IP addresses"),
        "period": timedelta(days=90),
    },
    "backups": {"label": _("Backups of all of it"), "period": timedelta(days=30)},
}

# Security. The nonce is sent only where a page asks for it: the editor of the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers keep a cookie of such a name to this host and to HTTPS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading of HSTS is the municipality's own choice, for its whole domain.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"dated": {"format": "{asctime} {name}: {message}", "style": "{"}},
    "filters": {"brief": {"()": "utsira.logs.Brief"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "dated",
            "filters": ["brief"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Who logged in and who was given which role; names of staff, and no addresses.
    "loggers": {"utsira.staff": {"level": "INFO"}},
}
