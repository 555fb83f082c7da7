"""Phones, an office and bad luck: the sync protocol driven at random over the real app, and what must hold."""
