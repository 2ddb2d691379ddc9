"""Text -> labelled spans: propose, encode, remember, combine, decode."""
