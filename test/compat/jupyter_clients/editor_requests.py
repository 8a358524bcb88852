"""What an editor asks a kernel through jupyter_client; prints the answers as one JSON object."""

import json
import sys

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=sys.argv[1])
answers = {}


def ask(message_id):
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message_id:
            return reply["content"]


try:
    client.execute_interactive(
        '/** Adds. */\nfunction add(first: number, second = 2) { return first + second }', timeout=60
    )
    for _ in range(100):  # TypeScript starts
        if ask(client.inspect("add"))["found"]:
            break
    for _ in range(100):  # on a busy machine an answer may come without documentation
        answers["name"] = ask(client.complete("ad"))
        if "documentation" in answers["name"]["metadata"]["_jupyter_types_experimental"][0]:
            break
    answers["member"] = ask(client.complete('"\U0001f600".toUp'))
    answers["middle"] = ask(client.complete("add.toStr()", 8))
    answers["inspect"] = ask(client.inspect("add"))
    answers["call"] = ask(client.inspect("add(1, )", 7))
    answers["nothing"] = ask(client.inspect("// add"))
    answers["complete"] = ask(client.is_complete("add(1)"))
    answers["incomplete"] = ask(client.is_complete("add("))
    answers["history"] = ask(client.history(hist_access_type="search", pattern="*function add*", n=5))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(json.dumps(answers))
