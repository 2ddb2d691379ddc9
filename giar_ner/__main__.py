"""`python -m giar_ner` is `giar-ner`."""

from giar_ner.cli import main

if __name__ == "__main__":
    main()
