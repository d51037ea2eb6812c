"""What rules measure and find, by subject."""
