"""What pages of returns, of the board and of the home show, as texts."""
