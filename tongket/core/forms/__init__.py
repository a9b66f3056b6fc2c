"""What a form asks, what a unit answers, and whether the answers hold together."""
