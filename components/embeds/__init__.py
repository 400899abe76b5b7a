"""What members put on their own sites: a chart in a frame that stands by itself."""
