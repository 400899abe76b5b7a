"""What answers the browser: thin Dash callbacks and plain HTTP endpoints."""
