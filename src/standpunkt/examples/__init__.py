"""Articles of our own words about invented negotiations and invented people, for `standpunkt demo`."""
