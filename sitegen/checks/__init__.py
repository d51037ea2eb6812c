"""What a site is checked for before it is published."""
