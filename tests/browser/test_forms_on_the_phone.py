"""Every form of a visit says the same whoever reads it: the phone's own script, or the server."""

import json
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from fieldapp.web.forms import Form
from fieldapp.web.technician.presses import read
from tests.browser.phone import COURSE

# What the script would keep, and what the same form would send to the server.
READ = """async () => {
  const script = document.querySelector('script[src$="/visit.js"]').src
  const { read } = await import(script.replace("visit.js", "visit/commands.js"))
  const found = []
  for (const form of document.querySelectorAll("[data-visit] form")) {
    if (!form.elements.verb) continue
    for (const submitter of [...form.elements].filter((each) => each.matches("button:not([type=button])"))) {
      for (const box of form.elements) if (box.type === "checkbox" || box.type === "radio") box.checked = true
      for (const field of form.elements) if (field.matches("input[type=text], input:not([type])")) field.value ||= "７"
      for (const field of form.elements) if (field.type === "datetime-local") field.value = "2026-11-23T10:50"
      const sent = [...new FormData(form, submitter)].filter(([, value]) => typeof value === "string")
      found.push({ sent, commands: read(form, submitter, "Asia/Shanghai") })
    }
    form.reset()
  }
  return found
}"""

# Forms have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def as_told(value: Any) -> Any:
    """As JSON carries it; moments without the letters that two writers write differently."""
    if isinstance(value, dict):
        return {name: as_told(inner) for name, inner in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


def differences(phone) -> list[str]:
    """Where the phone reads something else."""
    found = []
    for form in phone.page.evaluate(READ):
        sent = MultiDict(form["sent"])
        said = read(sent["verb"], Form(sent), zone=lambda: "Asia/Shanghai")
        told = json.loads(json.dumps([{"verb": verb, "data": as_told(data)} for verb, data in said]))
        if told != form["commands"]:
            found.append(f"{told}\n{form['commands']}")
    return found


def test_every_form_reads_the_same_on_both_sides(visiting):
    found = []
    for act in COURSE.values():
        found += differences(visiting)
        act(visiting)
    assert not found, "\n".join(found)


TYPED = ["15", "１５", "15²", "①", "½", "1.50", "¥15", "-1", "1e9", "二", "", " ", "\u200b\n\u200b", "\u202e15", "1\t5"]
READ_ONE = """async (typed) => {
  const script = document.querySelector('script[src$="/visit.js"]').src
  const { reader } = await import(script.replace("visit.js", "visit/form.js"))
  return typed.map((words) => {
    const form = document.createElement("form")
    form.append(Object.assign(document.createElement("textarea"), { name: "it", value: words }))
    return ["text", "whole", "quantity", "money"].map((kind) => {
      try {
        return reader(form)[kind]("it")
      } catch ({ message }) {
        return message
      }
    })
  })
}"""


def read_here(words: str, kind: str) -> Any:
    """What the server reads in the field, or why it does not."""
    form = Form(MultiDict({"it": words.replace("\n", "\r\n")}))
    value = getattr(form, kind)("it")
    return form.faults["it"].code if form.faults else value


def test_what_is_typed_into_one_field_reads_the_same_on_both_sides(visiting):
    kinds = ("text", "whole", "quantity", "money")
    here = {words: [read_here(words, kind) for kind in kinds] for words in TYPED}
    assert dict(zip(TYPED, visiting.page.evaluate(READ_ONE, TYPED), strict=True)) == here
    assert here["15²"][1:] == ["form.not_a_number", "price.quantity_out_of_range", "price.money_out_of_range"]
