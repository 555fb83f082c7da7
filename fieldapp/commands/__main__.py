"""`python -m fieldapp.commands`: the same as `fieldapp`, wherever its script may lie."""

from fieldapp.commands import main

main()
