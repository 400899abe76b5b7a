"""Measurements of the application beside a plain Dash page; ``python -m benchmarks.run`` makes docs/performance.md."""
