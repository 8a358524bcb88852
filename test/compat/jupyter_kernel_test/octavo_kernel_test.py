"""jupyter_kernel_test, the kernel authors' own suite, on Octavo's kernel.

Two of its tests do not apply, and jupyter-kernel-test.test.ts expects these two to be skipped, and no other:

- test_pager: `code_page_something` stands for what opens IPython's pager (`print?`), by the payload "page" of
  execute_reply, which the protocol calls deprecated. In TypeScript no code asks for a pager; documentation comes by
  inspect_request.
- test_recv_iopub_welcome_msg: `iopub_welcome` (JEP 65) is optional, and needs an XPUB socket. The kernel does not claim
  it: kernel_info_reply's supported_features is empty.
"""

import unittest

import jupyter_kernel_test


class OctavoKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "octavo"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    complete_code_samples = ["1", "const a: number = 1;", "function f() {\n  return 1;\n}", "await 5"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`abc"]
    invalid_code_samples = ["const = 3", "a b c"]
    code_generate_error = 'throw new Error("boom")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "'ab'"},
    ]
    code_display_data = [
        {"code": 'display.html("<b>x</b>")', "mime": "text/html"},
        {
            "code": 'import * as tslab from "tslab"; tslab.display.png(new Uint8Array([1]))',
            "mime": "image/png",
        },
    ]
    completion_samples = [
        {"text": "structuredCl", "matches": {"structuredClone"}},
        {"text": "process.versi", "matches": {"version", "versions"}},
        {"text": '"\U0001f600"; JSON.str', "matches": {"stringify"}},
        {"text": "// JSON.str", "matches": {}},
    ]
    code_inspect_sample = "structuredClone"
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6?*?7"
    code_clear_output = 'import { clearOutput } from "octavo/kernel"; clearOutput()'


class OctavoWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "octavo"
    support_iopub_welcome = False


if __name__ == "__main__":
    unittest.main(verbosity=2)
