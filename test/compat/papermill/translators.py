"""Reads cases from stdin as JSON lines [translator, value], and writes what papermill's translator makes of each."""
import json
import sys

from papermill.translators import papermill_translators


def answer(name, value):
    try:
        return {"cell": papermill_translators.find_translator(name, "").codify({"value": value})}
    except NotImplementedError as error:
        return {"error": str(error)}


for line in sys.stdin:
    print(json.dumps(answer(*json.loads(line))))
