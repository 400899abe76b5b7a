"""What is drawn: pure functions from frames and plain values to figures, markup and Dash components."""
