import json
import sys

from from_description import PACKAGE, written

for name, text in written(json.load(sys.stdin)).items():
    (PACKAGE / name).write_text(text)
