"""Facts that ship: the memorandum, its catalogue and the researched log, with the reader that validates them."""
