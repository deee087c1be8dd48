"""What a reading looks like outside: one module a format. Nothing here opens a file or the network."""
