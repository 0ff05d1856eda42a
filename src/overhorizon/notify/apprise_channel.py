"""Whatever Apprise reaches: mail, chat, push, webhooks. The only module that knows it."""

import logging
import re
from typing import Any, Final

from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType
from apprise.exception import AppriseException

from overhorizon.domain.errors import InvalidInput, RetryLater, SkipItem
from overhorizon.domain.watches import Severity
from overhorizon.notify.messages import Dispatch, Message, message
from overhorizon.notify.options import ChannelOptions
from overhorizon.wording.text import without_unsafe

KEY_HEADER: Final = "X-Overhorizon-Key"
_KIND: Final = {Severity.INFO: NotifyType.INFO, Severity.NOTICE: NotifyType.INFO, Severity.URGENT: NotifyType.WARNING}
_LONGEST_REASON: Final = 200  # characters
_SHORTEST_SECRET: Final = 4  # characters
_MAIL: Final = ("mailto", "mailtos")


class AppriseChannel:
    """One address of Apprise. Sends HTML to services that want it, plain text to all others, which Apprise escapes for them.

    Webhooks and mails carry the key in a header (KEY_HEADER). Mails of one thread refer to one id: mail programs show them together.
    Raises InvalidInput for an address that Apprise does not know.
    """

    def __init__(self, options: ChannelOptions) -> None:
        self._options = options
        self._asset = AppriseAsset(
            app_id="Overhorizon",
            app_desc="Overhorizon",
            app_url="",
            image_url_mask="",  # no picture is fetched from elsewhere
            image_url_logo="",
            async_mode=False,
            storage_mode="memory",
        )
        log = logging.getLogger("apprise")
        log.addHandler(logging.NullHandler())  # what it says comes to us by a callback, and goes on without secrets
        log.propagate = False
        self._open()

    def send(self, dispatch: Dispatch) -> None:
        told = message(dispatch, self._options.time_zone)
        service = self._open()
        _head(service, told)
        wants_html = _wants_html(service)
        title, body = told.title, told.html if wants_html else told.text
        if service.title_maxlen <= 0:  # a title would be put in front unescaped; the body begins with the headline
            title = ""
        said: list[str] = []
        postman = Apprise(asset=self._asset)
        postman.add(service)
        try:
            arrived = postman.notify(
                body=body,
                title=title,
                notify_type=_KIND[told.severity],
                body_format=NotifyFormat.HTML if wants_html else NotifyFormat.TEXT,
                interpret_escapes=False,
                log_callback=lambda entry, _: said.append(str(entry.message)),
                log_level=logging.WARNING,
            )
        except (AppriseException, TypeError, ValueError) as error:
            raise SkipItem("notify", self._without_secrets(f"Apprise refuses the message: {error}")) from None
        if not arrived:
            raise RetryLater(self._without_secrets(said[-1] if said else "the service did not take the message"))

    def describe(self) -> str:
        service = self._open()
        return without_unsafe(f"{service.service_name}, {service.url(privacy=True).partition('?')[0]}")

    def _open(self) -> Any:
        """The service of our address, fresh for each message: what one message sets on it must not go out with the next."""
        service = Apprise.instantiate(self._options.location, asset=self._asset, suppress_exceptions=True)
        if service is None:
            raise InvalidInput(
                f"channel {self._options.name}: its url is none that Apprise can use; "
                "https://appriseit.com/services/ shows how the address of each service is written"
            )
        return service

    def _without_secrets(self, reason: str) -> str:
        """What a service answers may repeat passwords and tokens of its address: those go."""
        shown = self._open().url(privacy=True)
        line = without_unsafe(" ".join(reason.split()))
        for part in sorted(re.split(r"[/:@?&=#,]+", self._options.location), key=len, reverse=True):
            if len(part) >= _SHORTEST_SECRET and part not in shown:
                line = line.replace(part, "****")
        return line[:_LONGEST_REASON]


def _wants_html(service: Any) -> bool:
    """Mail, where the address does not say otherwise (``?format=text``), and services that take nothing else."""
    asked = NotifyFormat.HTML if service.schema in _MAIL else NotifyFormat.TEXT
    return bool(service.resolve_format(asked) == NotifyFormat.HTML)


def _head(service: Any, told: Message) -> None:
    """Headers, where the service sends any of the user's."""
    headers = getattr(service, "headers", None)
    if not isinstance(headers, dict):
        return
    headers[KEY_HEADER] = told.key
    if service.schema in _MAIL and told.thread is not None:
        headers["References"] = f"<{told.thread}@overhorizon.invalid>"
