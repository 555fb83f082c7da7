"""`python -m tests.api 2000`: so many examples of each call on SQLite, seed after seed (SEED=… says the first)."""

import os
import sys
import tempfile
from itertools import groupby
from typing import Any

from fieldapp.db import db
from tests.api.fuzz import fuzz
from tests.databases import migrate, tested_app
from tests.owners_app import OwnersApp

AT_ONCE = 100  # examples of one seed


def main(examples: int) -> None:
    first = int(os.environ.get("SEED", "1"))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fieldapp.db"
        migrate(url)
        app = tested_app(url)

        def save(*things: Any) -> Any:
            with app.app_context():
                for _, alike in groupby(things, key=type):
                    db.session.add_all(alike)
                    db.session.flush()
                db.session.commit()
                return things[0].id

        ours = OwnersApp(app, save)
        numbers = [ours.write().json["number"], ours.order_of_the_desk().number, "2031-00001"]
        made: dict[str, int] = {}
        for nth in range(first, first + -(-examples // AT_ONCE)):
            for call, times in fuzz(app, ours.token, numbers, examples=AT_ONCE, seed_of_it=nth).items():
                made[call] = made.get(call, 0) + times
    sys.stdout.write(f"Seeds {first} to {nth}: every answer as described.\n")
    sys.stdout.writelines(f"  {times:6} {call}\n" for call, times in made.items())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
