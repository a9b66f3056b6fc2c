"""Pages of the consolidated figures of a round."""
