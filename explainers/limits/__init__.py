"""What an explanation cannot say, and who abuses it: conditional values, attacks, stability."""
