"""A whole month of a committee, as its people go through it; the steps of `test_a_whole_month`."""
