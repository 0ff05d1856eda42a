"""overhorizon serve: the workbench, the ledger in a browser."""

import getpass
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overhorizon.cli.console import remark
from overhorizon.cli.options import StoreOption, option, takes_groups
from overhorizon.cli.stores import open_weighed
from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from overhorizon.settings.monitor import Monitor

_BACKLOG = 128


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(serve))


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where the server listens, and who may write."""

    host: Annotated[
        str, option("--host", "The address to listen at. Beyond this machine it needs --token-file.", metavar="ADDRESS")
    ] = "127.0.0.1"
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port to listen at; 0 takes one that is free.")
    ] = 8600
    name: Annotated[
        list[str] | None,
        option("--name", "A name by which the server is called beside its address; may be given several times.", metavar="HOST"),
    ] = None
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help="Who may write: a line for each, a name, a colon, and a secret."),
    ] = None


def serve(
    *,
    where: Where,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="A settings file, for its theatres, watches and feeds: see `init`."),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    store: StoreOption = None,
) -> None:
    """Open the workbench: the ledger in a browser, and as JSON under /api/v1.

    On this machine reading is free, and writing needs the token that is printed. Ctrl-C ends it.

    Example: overhorizon serve --open
    """
    # By its name: the workbench stands beside the command line, and this is where the one starts the other.
    options: Any = import_module("overhorizon.web.options")
    named = _named(settings)
    with open_weighed(store) as ledger:
        file = ledger.where
        if named is not None:
            from overhorizon.runs.rating import follow

            follow(ledger, named.reliabilities, at=datetime.now(UTC))
    if file == "memory":
        raise InvalidInput("a ledger in memory ends with the command that made it: name a file with --store")
    own = None if where.token_file else secrets.token_urlsafe(24)
    tokens = options.tokens_in(_read(where.token_file)) if where.token_file else (options.Token(name=_user(), secret=own),)
    if own is not None and where.host not in ("127.0.0.1", "::1"):
        tokens = ()  # one that is printed on a screen does not open a ledger to a network: the options refuse
    listening = _listen(where.host, where.port)
    try:
        bound = listening.getsockname()[1]
        chosen = options.WebOptions(
            store=file, host=where.host, port=bound, tokens=tokens, hosts=tuple(where.name or ()), **_looked_after(named)
        )
        address = f"http://{f'[{where.host}]' if ':' in where.host else where.host}:{bound}/"
        remark(f"The workbench on {file}: {address}")
        if own is not None:
            remark(f"To write, sign in with this token, which holds until the server ends: {own}")
        _run(chosen, listening, address if open_browser else None)
    finally:
        listening.close()


def _named(file: Path | None) -> "Monitor | None":
    """What the settings file holds."""
    if file is None:
        return None
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.settings.monitor import load

    return load(file, Gazetteer.load())


def _looked_after(monitor: "Monitor | None") -> dict[str, Any]:
    """What the settings file names, for the options."""
    if monitor is None:
        return {}
    feeds = tuple(feed.name for feed in monitor.feeds)
    return {"theatres": monitor.theatres, "watches": monitor.watches, "feeds": feeds, "channels": monitor.channels}


def _run(options: Any, listening: socket.socket, address: str | None) -> None:
    import uvicorn

    create_app: Any = import_module("overhorizon.web.app").create_app
    config = uvicorn.Config(
        create_app(options),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_graceful_shutdown=3,
    )
    if address is not None:
        import webbrowser

        webbrowser.open(address)  # the socket listens already: the browser waits until the server is there
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Raises InvalidInput when nothing can listen there."""
    try:
        family, kind, protocol, _, address = next(iter(_addresses(host, port)))
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(_BACKLOG)
        except OSError:
            listening.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        raise InvalidInput(f"cannot listen at {host} port {port}: {_reason(error)}; try another --port") from None
    return listening


def _addresses(host: str, port: int) -> Iterable[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "that is no address"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"--token-file: cannot read {file}: {_reason(error)}") from None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "this user"
