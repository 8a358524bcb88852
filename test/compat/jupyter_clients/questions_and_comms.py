"""jupyter_client's side of a cell's questions and of comms."""

import jupyter_client

manager, client = jupyter_client.manager.start_new_kernel(kernel_name="octavo")


def run(code, answers=()):
    """Runs a cell with these answers, or without allow_stdin; prints its status, error name and result."""
    left = list(answers)
    results = []

    def answer(message):
        content = message["content"]
        print("asked", repr(content["prompt"]), content["password"])
        client.input(left.pop(0))

    def collect(message):
        if message["msg_type"] == "execute_result":
            results.append(message["content"]["data"]["text/plain"])

    reply = client.execute_interactive(
        code, timeout=60, allow_stdin=bool(left), stdin_hook=answer, output_hook=collect
    )["content"]
    print(reply["status"], reply.get("ename", ""), *results)


run("await input('name? ', { password: true })", ["Ada"])
run("prompt('age?')! + prompt('again?')!", ["1", "2"])
run("await input('name? ')")

run(
    "import { registerCommTarget } from 'octavo/kernel';\n"
    "registerCommTarget('echo', (comm) => comm.onMessage(({ data, buffers }) => comm.send({ data }, { buffers })))"
)


def published(message):
    """What the kernel publishes because of a message, up to idle."""
    found = []
    while True:
        one = client.get_iopub_msg(timeout=30)
        if one["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        state = one["content"].get("execution_state")
        found.append(state or one["msg_type"])
        if one["msg_type"] == "comm_msg":
            print("echo", one["content"]["data"], [bytes(part) for part in one["buffers"]])
        if state == "idle":
            return found


def send(kind, content, buffers=None):
    message = client.session.msg(kind, content)
    client.session.send(client.shell_channel.socket, message, buffers=buffers)
    return published(message)


print(send("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}}))
print(client.comm_info(reply=True, timeout=30)["content"]["comms"])
print(client.comm_info("other", reply=True, timeout=30)["content"]["comms"])
print(send("comm_msg", {"comm_id": "c1", "data": {"a": 1}}, [b"\x00\xff"]))
print(send("comm_close", {"comm_id": "c1", "data": {}}))
print(client.comm_info(reply=True, timeout=30)["content"]["comms"])
print(send("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}}))
manager.shutdown_kernel(now=False)
