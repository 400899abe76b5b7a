"""What staff work with: logging, correcting, confirming, and the list of what needs attention."""
