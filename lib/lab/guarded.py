"""Runs a Python module for Octavo, and ends it when Octavo is gone.

    python guarded.py MODULE [ARGUMENT ...]

Standard input is a pipe whose other end Octavo holds. It closes when Octavo asks for the end, and also when Octavo is
killed in a way that lets it ask for nothing. JupyterLab then shuts its kernels down first; anything else ends at once.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE_SECONDS = 10  # for kernels that do not end when they are asked to


def main():
    pipe = os.dup(0)  # not inherited by children, as standard input would be
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=end_with_pipe, args=(pipe,), daemon=True).start()
    sys.path.pop(0)  # the folder of this file
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        end_group("SIGTERM")


def end_with_pipe(pipe):
    while os.read(pipe, 1):
        pass
    stop_jupyter()
    time.sleep(GRACE_SECONDS)
    end_group("SIGKILL")
    os._exit(1)


def stop_jupyter():
    module = sys.modules.get("jupyter_server.serverapp")
    app = module.ServerApp._instance if module else None
    loop = getattr(app, "io_loop", None)
    if loop is None:
        os._exit(1)  # an installation, or a lab that has started nothing yet
    # Not by SIGTERM: jupyter-server-proxy takes that signal over, and then the kernels are left behind.
    loop.add_callback_from_signal(app.stop)


def end_group(signal_name):
    """Ends what was started without a process group of its own, the proxied server for one."""
    number = getattr(signal, signal_name, None)
    if number is None or os.name == "nt" or os.getpgrp() != os.getpid():
        return
    if signal_name != "SIGKILL":
        signal.signal(number, signal.SIG_IGN)
    os.killpg(os.getpgrp(), number)


if __name__ == "__main__":
    main()
