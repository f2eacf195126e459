"""The mail server of the tests does what a test tells it to (tests/fixtures/mail.py)."""

import smtplib

import pytest

from tests.fixtures.mail import MailServer

LETTER = "Subject: Zusage\r\n\r\nSie haben gewonnen."


def send(server: MailServer, to: str = "anna@stadt.example") -> None:
    with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as line:
        line.sendmail("amt@bund.example", [to], LETTER)


def test_it_keeps_what_arrives(mail_server: MailServer) -> None:
    send(mail_server)
    (letter,) = mail_server.wait_for(1)
    assert letter.recipients == ("anna@stadt.example",)
    assert letter.message["Subject"] == "Zusage"


def test_it_refuses_one_address(mail_server: MailServer) -> None:
    mail_server.refuse("boris@stadt.example")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(mail_server, "boris@stadt.example")
    send(mail_server)
    assert len(mail_server.delivered) == 1


def test_it_fails_as_often_as_asked(mail_server: MailServer) -> None:
    mail_server.fail_next(1)
    with pytest.raises(smtplib.SMTPDataError, match="451"):
        send(mail_server)
    send(mail_server)
    assert len(mail_server.delivered) == 1


def test_it_goes_down_and_comes_back_at_the_same_place(mail_server: MailServer) -> None:
    mail_server.stop()
    with pytest.raises(ConnectionRefusedError):
        send(mail_server)
    mail_server.start()
    send(mail_server)
    assert len(mail_server.delivered) == 1
