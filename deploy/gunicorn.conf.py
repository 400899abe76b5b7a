"""How gunicorn serves the application; `python app.py serve` starts it with this file.

What differs per installation is a setting (see the README); anything else of gunicorn's can be given in its own
variable, for example GUNICORN_CMD_ARGS="--access-logfile -".
"""

import gunicorn.http.message

from models.settings import Settings, bracketed

_settings = Settings.load()

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
# Readers are not logged, and nothing is written outside the checkout and the store.
accesslog = None
control_socket_disable = True
