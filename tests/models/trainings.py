"""`hairnet train` several times in one process: for each of the lists of arguments in JSON."""

import json
import sys

from hairnet.commands import main

for arguments in json.loads(sys.argv[1]):
    if code := main(["train", *arguments]):
        sys.exit(code)
