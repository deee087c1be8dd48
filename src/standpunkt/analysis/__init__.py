"""What many statements add up to: discourse networks and what can be read off them."""
