"""`python -m giar_ner.evaluate` is `giar-ner evaluate`."""

import sys

from giar_ner.evaluate.command import main

sys.exit(main())
