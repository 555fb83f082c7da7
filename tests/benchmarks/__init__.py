"""What a page costs, as ratios within one run: `make bench`."""
