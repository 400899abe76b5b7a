"""Pages: each turns plain values into the tree of one page."""
