"""`tongket serve`: the site on this machine, without an administrator."""

from __future__ import annotations

import signal
import socket
import sys

import click

from tongket.cli.shell import WRONG_CALL, fail, with_database

_FIRST_PORT, _LAST_PORT = 8000, 8019


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port; by default the first free one from 8000.")
@click.option("--public", is_flag=True, help="Let other machines reach the site; needs the production settings.")
@click.option(
    "--proxy",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The proxy that speaks https with visitors; only its word on https is believed.",
)
@with_database
def serve(port: int | None, public: bool, proxy: str) -> None:
    """Serve the site, by default for this machine only. Ctrl-C stops it."""
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)

    if public and not settings.SECURE_SSL_REDIRECT:
        fail(
            "--public opens the site to other machines, which needs the production settings: set "
            "DJANGO_SETTINGS_MODULE=tongket.config.settings.production and what that asks for (see docs/install.md)",
            WRONG_CALL,
        )
    listener = _listen("0.0.0.0" if public else "127.0.0.1", port)  # noqa: S104 (asked for by --public)
    _run(listener, public, proxy)


def _listen(host: str, port: int | None) -> socket.socket:
    """A bound socket: on the port that was asked for or not at all, else on the first free one."""
    for candidate in [port] if port else range(_FIRST_PORT, _LAST_PORT + 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
        except OSError as error:
            listener.close()
            if port:
                fail(f"port {port} cannot be used: {error.strerror}. Choose another with --port.", WRONG_CALL)
            click.echo(f"Port {candidate} cannot be used ({error.strerror}); trying the next.", err=True)
        else:
            listener.listen()
            return listener
    return fail(f"no port from {_FIRST_PORT} to {_LAST_PORT} is free. Choose one with --port.", WRONG_CALL)


def _run(listener: socket.socket, public: bool, proxy: str) -> None:
    from waitress.server import create_server  # noqa: PLC0415 (not needed to say that a port is taken)

    from tongket.web.wsgi import application  # noqa: PLC0415

    server = create_server(
        application,
        sockets=[listener],
        ident=None,
        trusted_proxy=proxy,
        trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"},
        clear_untrusted_proxy_headers=True,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address, port = listener.getsockname()[:2]
    if public:
        click.echo(
            f"Open to every machine that reaches this one, on port {port}. Visitors must come over https "
            f"through the proxy {proxy}.",
            err=True,
        )
    click.echo(f"Serving on http://{address}:{port}/ (Ctrl-C stops)", err=True)
    server.run()
