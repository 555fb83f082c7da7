"""The API called at random, as its own description allows and as it does not: `python -m tests.api 2000` for long."""
