"""How the tests of this room read one input."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from overhorizon.clean import clean
from overhorizon.domain.reports import Capture, Form, Publication, RawItem, Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]
RECEIVED = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def read() -> Read:
    def _read(
        content: str | bytes, form: Form = Form.PAGE_TEXT, *, published: Publication | None = None
    ) -> Report | Unread | Rejection:
        data = content.encode("utf-8") if isinstance(content, str) else content
        capture = Capture(content=data, form=form, origin="test", received=RECEIVED)
        return clean(RawItem(capture=capture, published=published))

    return _read
