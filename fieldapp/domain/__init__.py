"""What the business knows: people, premises, prices, orders and visits. Nothing here knows of Flask or of a server."""
