"""``python -m hairnet``: train, evaluate and export the hair network."""

import sys

from hairnet.commands import main

sys.exit(main())
