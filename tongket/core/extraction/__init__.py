"""Reading a directive: text with positions in, findings with their places out. `stages.extract` runs all stages."""
