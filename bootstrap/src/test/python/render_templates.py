"""Renders templates by Jinja2, as JSON on the standard input names them; prints for each its text, or null if it is refused."""

import copy
import json
import sys

import jinja2

asked = json.load(sys.stdin)
environment = jinja2.Environment()


def rendered(template):
    try:
        return environment.from_string(template).render(copy.deepcopy(asked["arguments"]))
    except Exception:
        return None


json.dump([rendered(template) for template in asked["templates"]], sys.stdout)
