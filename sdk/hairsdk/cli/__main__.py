"""`python -m hairsdk.cli`."""

import sys

from hairsdk.cli import main

sys.exit(main())
