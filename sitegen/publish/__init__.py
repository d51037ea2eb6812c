"""Bringing a release to its host: only what changed, whole pages at every moment, and back."""
