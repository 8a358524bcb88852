"""Writes into a run that Octavo made, as a Python notebook or script does that Octavo runs: MLFLOW_RUN_ID names it."""

import mlflow

with mlflow.start_run() as run:
    mlflow.log_param("language", "python")
    mlflow.log_metric("loss", 0.25, step=99)
    print(run.info.run_id)
