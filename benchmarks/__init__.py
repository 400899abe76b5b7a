"""Measurements of the application beside a plain Dash page; ``python -m benchmarks.run`` makes docs/performance.md."""

#: The variable that names the file with the plain page's numbers.
FRAMES = "BENCHMARK_FRAMES"
