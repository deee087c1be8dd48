"""Training of the reader: corpora, model, loop, evaluation, export (extra `train`)."""
