"""For any WSGI server: `wsgi:app`."""

from fieldapp import create_app

app = create_app()
