"""The pages of docs/ that are written from tables in code, so that they cannot say anything else: `make docs`."""
