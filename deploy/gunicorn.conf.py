"""How gunicorn serves the application; `python app.py serve` starts it with this file.

What differs per installation is a setting (see the README); anything else of gunicorn's can be given in its own
variable, for example GUNICORN_CMD_ARGS="--max-requests 10000".
"""

import socket
import struct

import gunicorn.http.message
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from callbacks import logs
from callbacks.http import workers as processes
from models.settings import Settings, bracketed

_settings = Settings.load()
processes.share()

bind = f"{bracketed(_settings.host)}:{_settings.port}"
# Threads wait for the database at the same time, processes compute at the same time.
worker_class = "gthread"
workers = _settings.workers
threads = _settings.threads
# Each worker makes the application itself: database connections must not be shared over a fork.
preload_app = False
# A worker that hangs is replaced; one that is asked to stop finishes what it is answering first.
timeout = 60
graceful_timeout = 30
keepalive = 5
# What is too long for us is answered by us, with a sentence. gunicorn's own ceiling is 8 kB, less than a hostile or
# clumsy link can hold; beyond this one it answers 414 itself, without having kept more in memory.
gunicorn.http.message.MAX_REQUEST_LINE = limit_request_line = 65_536
# Who stands in front is said by MONITOR_TRUSTED_PROXIES alone, and believed by the application, not by gunicorn.
secure_scheme_headers = {}
# Readers are not logged, and nothing is written outside the checkout, the store and a temporary folder.
accesslog = None
logconfig_dict = logs.configuration(_settings)
control_socket_disable = True


#: Seconds in which nothing comes, or nothing is taken, after which a client that has begun is left: as the system
#: wants it told. Without a server in front it would hold a thread for as long as it likes.
_PATIENCE = struct.pack("ll", 30, 0)


def when_ready(server: Arbiter) -> None:
    """Called in the first process before it makes the others."""
    processes.begun()
    for listener in server.LISTENERS:
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):  # a connection has them of where it came in
            listener.sock.setsockopt(socket.SOL_SOCKET, way, _PATIENCE)


def post_worker_init(_worker: Worker) -> None:
    """Called in each process that answers when it has made the application."""
    processes.begun()


def child_exit(_server: Arbiter, worker: Worker) -> None:
    """Called in the first process when another has ended."""
    processes.gone(worker.pid)


def on_exit(_server: Arbiter) -> None:
    """Called in the first process when it ends."""
    processes.tidy()
