"""Real deliveries through Apprise, to servers of the tests."""

from collections.abc import Callable
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from apprise import Apprise

from overhorizon.domain.errors import InvalidInput, RetryLater
from overhorizon.notify.apprise_channel import KEY_HEADER
from overhorizon.notify.channels import open_channel
from overhorizon.notify.messages import message
from overhorizon.notify.options import ChannelKind, ChannelOptions
from tests.notify.conftest import Post
from tests.notify.samples import FIRST, HOSTILE, REVISED, dispatch


def options(url: str) -> ChannelOptions:
    return ChannelOptions(name="desk", kind=ChannelKind.APPRISE, location=url)


def test_a_webhook_gets_exactly_the_messages(webhook: Post) -> None:
    channel = open_channel(options(f"json://127.0.0.1:{webhook.port}/in"))
    sent = [dispatch(FIRST), dispatch(REVISED), dispatch(FIRST, HOSTILE)]
    for one in sent:
        channel.send(one)
    assert [got["title"] for got in webhook.received] == [message(one).title for one in sent]
    assert [got["message"] for got in webhook.received] == [message(one).text for one in sent]
    assert [headers[KEY_HEADER] for headers in webhook.headers] == [one.key for one in sent]
    assert webhook.received[0]["type"] == "warning"


def test_mail_gets_exactly_the_messages(mailbox: Post) -> None:
    channel = open_channel(
        options(f"mailto://127.0.0.1:{mailbox.port}?mode=insecure&from=watch@desk.example&to=reader@desk.example")
    )
    sent = [dispatch(FIRST), dispatch(REVISED), dispatch(HOSTILE)]
    for one in sent:
        channel.send(one)
    mails = [message_from_bytes(raw, policy=policy.default) for raw in mailbox.received]
    assert len(mails) == 3
    for mail, one in zip(mails, sent, strict=True):
        told = message(one)
        assert mail["Subject"] == told.title
        assert mail["To"] == "reader@desk.example"
        assert mail[KEY_HEADER] == told.key
        assert mail["Bcc"] is None
        html = mail.get_body(("html",))
        assert html is not None
        assert "".join(html.get_content().split()).count("".join(told.html.split())) == 1
    assert mails[0]["References"] == mails[1]["References"] == f"<{FIRST.id}@overhorizon.invalid>"
    assert mails[2]["References"] != mails[0]["References"]


def test_a_service_that_fails_is_tried_later_and_tells_no_secret(webhook: Post) -> None:
    webhook.status = 503
    channel = open_channel(options(f"json://reader:sesame-1234@127.0.0.1:{webhook.port}/in"))
    with pytest.raises(RetryLater) as error:
        channel.send(dispatch(FIRST))
    assert str(error.value)
    assert "sesame" not in str(error.value)
    assert "sesame" not in channel.describe()
    webhook.status = 200
    channel.send(dispatch(FIRST))
    assert len(webhook.received) == 1


def test_what_a_service_answers_is_told_without_secrets_and_control_characters(
    webhook: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = open_channel(options(f"json://reader:sesame-1234@127.0.0.1:{webhook.port}/in"))

    def refuse(_: Apprise, *, log_callback: Callable[[object, None], None], **rest: object) -> bool:
        log_callback(SimpleNamespace(message="reader:sesame-1234\x1b[2J is\nrefused"), None)
        return False

    monkeypatch.setattr(Apprise, "notify", refuse)
    with pytest.raises(RetryLater, match=r"^reader:\*\*\*\*\ufffd\[2J is refused$"):
        channel.send(dispatch(FIRST))


def test_a_service_that_is_not_there_is_tried_later(webhook: Post) -> None:
    channel = open_channel(options("json://127.0.0.1:9/in"))
    with pytest.raises(RetryLater):
        channel.send(dispatch(FIRST))


@pytest.mark.parametrize("url", ["carrier-pigeon://loft", "mailto://", "slack://a"])
def test_an_address_that_apprise_does_not_know_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="desk"):
        open_channel(options(url))
