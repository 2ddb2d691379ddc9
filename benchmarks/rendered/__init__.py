"""Reports rendered as other kinds of file: do they give the same records as their plain text? See `__main__`."""
