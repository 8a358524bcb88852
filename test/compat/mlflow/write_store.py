"""Writes runs into a store with MLflow's client and prints their ids. Usage: write_store.py URI"""

import json
import sys

import mlflow
from mlflow import MlflowClient

uri = sys.argv[1]
mlflow.set_tracking_uri(uri)
mlflow.set_experiment("from python")
with mlflow.start_run(run_name="parent") as parent:
    mlflow.log_params({"epochs": 3, "note": "it's 50%"})
    for step, value in enumerate([0.5, float("nan"), float("inf")]):
        mlflow.log_metric("loss", value, step=step)
    mlflow.set_tag("stage", "test")
    mlflow.log_text("from python", "notes/python.txt")
    with mlflow.start_run(run_name="child", nested=True) as child:
        mlflow.log_metric("loss", 1.0)
client = MlflowClient(uri)
failed = client.create_run(parent.info.experiment_id, run_name="failed")
client.set_terminated(failed.info.run_id, "FAILED")
print(json.dumps({"parent": parent.info.run_id, "child": child.info.run_id, "failed": failed.info.run_id}))
