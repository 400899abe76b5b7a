"""What the board sees of a meeting: the values, and how its pages are drawn from them."""
