"""Workers and web processes killed at random points of messages and ladders; what is left is judged."""
