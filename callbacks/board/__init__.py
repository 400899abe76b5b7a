"""The pages and reports of the board's meetings: who may ask, what they gather, what they answer."""
