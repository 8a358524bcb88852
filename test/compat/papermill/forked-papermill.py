"""Runs papermill's command line, each time in a process of its own, without importing papermill each time (half a second).

A line of standard input asks for a run: {"args": [...], "folder": "...", "stdout": "...", "stderr": "..."}, the last two
being files. The line that answers is the exit code. What a run does is what `papermill ARGS` does: the process is forked
before anything but the import has happened, and ends as any Python program does.
"""

import json
import os
import signal
import sys

from papermill.cli import papermill


def become(request):
    """Makes this process the one that was asked for."""
    os.chdir(request["folder"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, path in ((1, request["stdout"]), (2, request["stderr"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
    sys.argv = ["papermill", *request["args"]]


requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
answers = os.fdopen(os.dup(1), "w")
running = None


def stop(*_):
    """The test is over: a run that is left does not outlive it."""
    if running:
        os.kill(running, signal.SIGKILL)
    os._exit(0)


for line in iter(requests.readline, ""):
    request = json.loads(line)
    running = os.fork()
    if running == 0:
        break
    signal.signal(signal.SIGTERM, stop)
    _, status = os.waitpid(running, 0)
    running = None
    answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
    answers.flush()

if running == 0:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    become(request)
    papermill()
