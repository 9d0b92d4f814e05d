"""`python -m hairsdk`."""

import sys

from hairsdk.cli import main

sys.exit(main())
