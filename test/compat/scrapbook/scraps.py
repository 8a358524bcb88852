"""Reads the scraps of notebooks as scrapbook does; first runs those of Python (`run:IN:OUT`) with papermill."""
import json
import sys

import papermill
import scrapbook

for word in sys.argv[1:]:
    if word.startswith('run:'):
        _, source, path = word.split(':')
        papermill.execute_notebook(source, path, progress_bar=False)
    else:
        path = word
    scraps = scrapbook.read_notebook(path).scraps
    print(json.dumps({name: {'value': each.data, 'encoder': each.encoder} for name, each in scraps.items()}))
