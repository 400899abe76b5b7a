"""Charts as pictures that stand alone, from the frames of the charts: SVG with its words as text, and PNG from it."""
