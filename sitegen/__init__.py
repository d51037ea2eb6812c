"""A static site generator for small practices and shops."""
