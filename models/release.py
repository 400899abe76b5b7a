"""Which release of the software answers: printed with every answer, and part of every cache key."""

RELEASE = "0.1.0"
