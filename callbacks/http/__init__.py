"""Plain HTTP: the API, files, health, headers and errors."""
