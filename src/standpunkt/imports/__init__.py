"""Other programs' files as ours: one file a format."""
