"""What MlflowClient sees in a store that Octavo wrote, as JSON. Usage: read_store.py URI RUN_ID DOWNLOAD_FOLDER"""

import json
import math
import sys
from pathlib import Path

from mlflow import MlflowClient

uri, run_id, download = sys.argv[1:4]
client = MlflowClient(uri)
run = client.get_run(run_id)
experiment = client.get_experiment(run.info.experiment_id)


def number(value):
    return "NaN" if math.isnan(value) else value


def search(text):
    return [found.info.run_id for found in client.search_runs([run.info.experiment_id], text)]


def files(path=None):
    for entry in client.list_artifacts(run_id, path):
        yield from files(entry.path) if entry.is_dir else [entry.path]


print(
    json.dumps(
        {
            "experiment": experiment.name,
            "status": run.info.status,
            "name": run.info.run_name,
            "user": run.info.user_id,
            "duration_ms": run.info.end_time - run.info.start_time,
            "params": run.data.params,
            "metrics": {key: number(value) for key, value in run.data.metrics.items()},
            "tags": run.data.tags,
            "history": [
                [point.step, number(point.value), point.timestamp]
                for point in sorted(client.get_metric_history(run_id, "loss"), key=lambda point: point.step)
            ],
            "children": search(f"tags.mlflow.parentRunId = '{run_id}'"),
            "by_filter": search("params.epochs = '5' and metrics.accuracy > 0.9 and attributes.status = 'FINISHED'"),
            "artifacts": sorted(files()),
            "downloaded": Path(client.download_artifacts(run_id, "notes/read-me.txt", download)).read_text(),
        }
    )
)
