"""Pages of the library, of forms and of regimes."""
