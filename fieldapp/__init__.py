"""fieldapp: in-home service orders for property companies. Here the parts meet."""

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from fieldapp import beginning, db, web
from fieldapp.config import CHECKOUT, INSTANCE, Settings
from fieldapp.web.quick import QuickFlask

beginning.over()


def create_app(settings: Settings | None = None) -> Flask:
    """The app under these settings; without any, under those of the environment."""
    settings = settings or Settings.from_environment()
    app = QuickFlask(
        __name__, static_folder=None, template_folder=str(CHECKOUT / "templates"), instance_path=str(INSTANCE)
    )
    app.config.update(settings.for_flask())
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    web.init_app(app, CHECKOUT / "static")
    Compress(app)
    _trust(app, settings.trusted_proxies)
    return app


def _trust(app: Flask, proxies: int) -> None:
    """Believe so many proxies about where a visitor comes from; anybody else could claim any address."""
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
