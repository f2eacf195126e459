"""Settings, read from the environment (config/environment.py).

Without any variable the project runs on a laptop: SQLite under var/, mails into a folder, no
broker (then the sweep does the work). ``manage.py check --deploy`` refuses to call that production.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
RUNTIME_DIR = BASE_DIR / "var"
RUNTIME_DIR.mkdir(exist_ok=True)

DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
TLS = environment.flag("TLS")


SECRET_KEY = environment.text("SECRET_KEY") or environment.kept_secret(
    RUNTIME_DIR / "secret_key", size=48
)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
SITE_ORIGIN = environment.text("SITE_ORIGIN", "http://localhost:8000").rstrip("/")
# Who publishes the open data: the name of the body that runs the competition.
PUBLISHER = environment.text("PUBLISHER", "Geschäftsstelle Modellkommune")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "kern",
    "competition",
    "reviews",
    "programme",
    "api",
]
if DEMO:
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    # Outside of whatever answers by itself: static files, redirects to HTTPS, foreign hosts.
    "config.middleware.request_ids.numbered",
    "config.middleware.headers.headers",
    "config.middleware.machines.machines",
    "config.middleware.access_log.access_log",
    "config.middleware.measures.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.links.quiet_links",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.overload.overload",
    "config.middleware.refusals.counted",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.readable.plain_text",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.sessions.session_limits",
    "config.middleware.sessions.ended_session",
    "config.middleware.refusals.refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "kern.forms.KernRenderer"

DATABASES = {
    "default": environment.database("DATABASE_URL", f"sqlite:///{RUNTIME_DIR / 'db.sqlite3'}")
}
# A request gives up when the database has not answered for so long: its own limits end nothing
# while it is frozen. Longer than a wait for a lock, shorter than the five seconds of an answer.
DATABASE_PATIENCE_SECONDS = environment.seconds("DATABASE_PATIENCE_SECONDS", 4.0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "competition.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["competition.accounts.backend.Backend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
# Twelve hours at most, and an hour without any request (competition/accounts/sessions.py).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "config.messages.Messages"
# Browsers take a cookie of such a name only from this very host, by HTTPS and for all of it.
COOKIE_PREFIX = "__Host-" if TLS else ""
BEHIND_PROXY = TLS and environment.flag("BEHIND_PROXY")
if TLS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
    CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
    LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Sign-in (competition/accounts). allauth's own limits count in a cache and by the sender's address:
# off. Ours count in the database, by account and browser (competition/services/brakes.py).
ACCOUNT_ADAPTER = "competition.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
MFA_ADAPTER = "competition.accounts.authenticators.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Modellkommune"
MFA_TOTP_TOLERANCE = 1
# Changing the address of an account with a second factor is possible: the new one counts only once
# it is confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "competition.accounts.provider.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
# Linked by e-mail address only where the provider says that it has verified it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = environment.openid_connect("OIDC")

DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

# Attachments: a private store that nothing serves, and which only its own addresses write to.
ATTACHMENTS_DIR = Path(environment.text("ATTACHMENTS_DIR") or RUNTIME_DIR / "attachments")
ATTACHMENT_MAX_BYTES = environment.megabytes("ATTACHMENT_MAX_MB", 20)
FILE_UPLOAD_HANDLERS = ["competition.uploads.SmallFiles"]
# A clamd that looks at each file before it is kept: host:port, or the path of its socket.
CLAMD_ADDRESS = environment.text("CLAMD_ADDRESS")

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kern.finders.KernFinder",
]
# Fonts, too, are for the site's own pages alone.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG or DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mails: no message leaves inside a request; the outbox (competition/letters/outbox.py) sends.
_mail = environment.mail("EMAIL_URL", f"file://{RUNTIME_DIR / 'mails'}")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH")
EMAIL_HOST = _mail.get("EMAIL_HOST", "localhost")
EMAIL_PORT = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = _mail.get("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Modellkommune <noreply@localhost>")

# Receipts are signed with this Ed25519 seed (base64, 32 bytes).
RECEIPT_KEY = environment.text("RECEIPT_KEY") or environment.kept_secret(
    RUNTIME_DIR / "receipt_key"
)
# Since when (an instant with its offset), and the public keys before it (competition/signing.py).
RECEIPT_KEY_VALID_FROM = environment.text("RECEIPT_KEY_VALID_FROM")
RECEIPT_KEYS_RETIRED = environment.rows("RECEIPT_KEYS_RETIRED")

# The line "Offizielle Website – Bundesrepublik Deutschland": only federal bodies may show it.
KERN_OFFICIAL_LINE = environment.flag("OFFICIAL_LINE")
KERN_NODE_MODULES = BASE_DIR / "node_modules"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["api.filters.DeclaredFilters"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.answer",
    "UNAUTHENTICATED_USER": None,
}
# Requests of one token in a minute, by kind; more are refused with Retry-After.
API_REQUESTS_PER_MINUTE = {"read": 600, "write": 120, "upload": 60, "decide": 30}
SPECTACULAR_SETTINGS = {
    "TITLE": "Modellkommune",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "DESCRIPTION": (
        "Municipal funding competitions: apply, review, decide, announce. Everything speaks JSON; "
        "every refusal is a problem as in RFC 9457 with a `code` that never changes."
    ),
    "CONTACT": {"name": "Modellkommune"},
    "LICENSE": {"name": "EUPL 1.2", "identifier": "EUPL-1.2"},
    "SERVERS": [{"url": "/", "description": "This site"}],
    "TAGS": [
        {
            "name": "public",
            "description": "For everybody, without a token. Results only after the announcement.",
        },
        {
            "name": "portal",
            "description": "For people who act for a municipality: their own applications only.",
        },
        {
            "name": "jury",
            "description": "For a juror, in the one call that the token names: what is assigned.",
        },
        {
            "name": "office",
            "description": "For the office (Geschäftsstelle). What counts needs two persons.",
        },
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.description.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "FederalState": "competition.models.municipality.FederalState",
        "ApplicationState": "competition.models.application.ApplicationState",
        "NoticeState": "competition.models.notice.NoticeState",
        "RunState": "reviews.models.selection_run.RunState",
        "DecisionState": "reviews.models.decision.DecisionState",
        "DecisionKind": "reviews.models.decision.DecisionKind",
        "MunicipalityKind": "competition.models.municipality.Kind",
        "QuestionKind": "competition.models.call.QuestionKind",
        "DeclarationState": "api.jury.states.DECLARATION_STATES",
        "OwnReviewState": "api.jury.states.REVIEW_STATES",
        "DeskState": "reviews.progress.Stage",
        "EventKind": "programme.models.event.EventKind",
        "MeasureState": "programme.profiles.STATES",
        "AwardForm": "programme.models.programme.AwardForm",
        "ReportKind": "programme.models.report.ReportKind",
        "ReportState": "programme.models.report.ReportState",
        "WorkshopStanding": "api.portal.serializers.workshops.STANDINGS",
        "AwardState": "competition.models.award.AwardState",
        "CommentState": "programme.models.consultation.CommentState",
        "RegistrationState": "programme.models.event.RegistrationState",
        "PaymentState": "api.portal.serializers.payments.STATES",
        "PublicationKind": "competition.models.announcement.PublicationKind",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
}

# Celery: measured settings (docs/operations.md). Redis carries nudges, never the truth.
REDIS_URL = environment.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # Nobody at a page waits longer for a broker that does not answer (competition/nudge.py). The
    # worker's blocking pop lasts one second, so its time-out must be longer than the web's.
    "socket_timeout": 5 if environment.flag("CELERY_WORKER") else 0.5,
    "socket_connect_timeout": 1 if environment.flag("CELERY_WORKER") else 0.5,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "max_retries": 0,
}
# How often beat looks for what a lost nudge has left; `manage.py sweep` does the same once.
SWEEP_SECONDS = environment.seconds("SWEEP_SECONDS", 30.0)
REMIND_SECONDS = environment.seconds("REMIND_SECONDS", 300.0)
# The record of availability: how often beat asks whether this minute is recorded (more often than
# once a minute, because beat is a little late each time and would skip a minute now and then), what
# is asked if the site's own address cannot be reached from inside, and how long for.
OBSERVE_SECONDS = environment.seconds("OBSERVE_SECONDS", 20.0)
PROBE_URL = environment.text("PROBE_URL")
PROBE_SECONDS = environment.seconds("PROBE_SECONDS", 10.0)
CELERY_BEAT_SCHEDULER = "config.beat:SteadyScheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "competition.sweep", "schedule": SWEEP_SECONDS},
    "sweep-reviews": {"task": "reviews.sweep", "schedule": SWEEP_SECONDS},
    "sweep-programme": {"task": "programme.sweep", "schedule": SWEEP_SECONDS},
    "observe": {"task": "competition.observe", "schedule": OBSERVE_SECONDS},
    "remind": {"task": "competition.remind", "schedule": REMIND_SECONDS},
    "remind-programme": {"task": "programme.remind", "schedule": REMIND_SECONDS},
}

# Whoever shows it may read the numbers of /metrics/; empty: there is no such address.
METRICS_TOKEN = environment.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must have 20 characters or more.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet-links": {"()": "config.middleware.links.QuietLinks"}},
    "formatters": {
        "line": {
            "()": "config.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "config.log_lines.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["quiet-links"],
            "formatter": environment.log_format(),
        },
    },
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
}

if not (DEBUG or DEMO) and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts, not '*'.")
