"""What staff see: the log form, what stands beside it, and their work list."""
