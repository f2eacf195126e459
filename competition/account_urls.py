"""Addresses of accounts. Names are allauth's, because its own code asks for them."""

from django.urls import path

from competition.views.accounts import account, own_data, passwords, second_factor, sign_in, sign_up

FORGOTTEN = "konto/passwort-vergessen/"
FACTOR = "konto/zweiter-faktor/"

urlpatterns = [
    path("anmelden/", sign_in.SignIn.as_view(), name="sign-in"),
    path("anmelden/", sign_in.SignIn.as_view(), name="account_login"),
    path("anmelden/code/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("anmelden/passkey/", sign_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("abmelden/", sign_in.sign_out, name="sign-out"),
    path("abmelden/", sign_in.sign_out, name="account_logout"),
    path("registrieren/", sign_up.SignUp.as_view(), name="account_signup"),
    path(
        "registrieren/bestaetigen/",
        sign_up.ConfirmationSent.as_view(),
        name="account_email_verification_sent",
    ),
    path(
        "registrieren/bestaetigen/<str:key>/",
        sign_up.ConfirmAddress.as_view(),
        name="account_confirm_email",
    ),
    path(FORGOTTEN, passwords.ForgottenPassword.as_view(), name="account_reset_password"),
    path(f"{FORGOTTEN}gesendet/", passwords.LinkSent.as_view(), name="account_reset_password_done"),
    path(
        f"{FORGOTTEN}<slug:uidb36>/<str:key>/",
        passwords.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("konto/", account.account, name="account"),
    path("konto/adresse/", account.Address.as_view(), name="account_email"),
    path("konto/passwort/", passwords.ChangePassword.as_view(), name="account_change_password"),
    path("konto/passwort/neu/", passwords.SetPassword.as_view(), name="account_set_password"),
    path("konto/sitzungen/", account.own_sessions, name="usersessions_list"),
    path("konto/daten/", own_data.own_data, name="own-data"),
    path("konto/nachweis/", account.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("konto/nachweis/code/", account.ReauthenticateByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "konto/nachweis/passkey/",
        account.ReauthenticateByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(FACTOR, second_factor.overview, name="mfa_index"),
    path(f"{FACTOR}noetig/", second_factor.required, name="second-factor-required"),
    path(f"{FACTOR}app/", second_factor.ActivateApp.as_view(), name="mfa_activate_totp"),
    path(
        f"{FACTOR}app/entfernen/", second_factor.DeactivateApp.as_view(), name="mfa_deactivate_totp"
    ),
    path(f"{FACTOR}codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{FACTOR}passkeys/", second_factor.Passkeys.as_view(), name="mfa_list_webauthn"),
    path(f"{FACTOR}passkeys/neu/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        f"{FACTOR}passkeys/<int:pk>/entfernen/",
        second_factor.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
]
