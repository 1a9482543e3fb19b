#!/usr/bin/env python3
"""A connector in Python: the hosts of an in-house database, with the services on each.

Cadastre runs it (connector "exec"), hands it one JSON object on its input and reads JSON lines from its output.
Only the standard library is needed. Try it by hand:

    echo '{"settings": {"file": "hosts.json"}}' | python3 inhouse_hosts.py
"""

import json
import sys


def say(type, **members):
    """Prints one line. Flushed, so that Cadastre works while we still read."""
    print(json.dumps({"type": type, **members}), flush=True)


def main():
    given = json.load(sys.stdin)  # {"protocol": 1, "settings": ..., "secrets": ...}
    settings = given.get("settings") or {}
    # given.get("secrets") would be the place for a password: never an argument or a variable.

    # First of all: what there can be. Names of types begin with the namespace.
    say("schema", namespace="inhouse", entityTypes=[
        {"name": "inhouse_host", "classes": ["Host"], "keyed": "serial",
         "fields": [
             {"name": "hostname", "required": True, "indexed": True},
             {"name": "cores", "kind": "integer"},
             {"name": "boughtOn", "kind": "date"},
             {"name": "state", "kind": "enumeration", "allowed": ["running", "stopped"]},
         ],
         "links": [{"name": "services", "target": "inhouse_service", "verb": "RUNS"}]},
        {"name": "inhouse_service", "classes": ["Service"], "keyed": "serial/name",
         "fields": [{"name": "name"}, {"name": "port", "kind": "integer"}]},
    ])

    with open(settings["file"], encoding="utf-8") as file:
        hosts = json.load(file)

    for host in hosts:
        serial = host["serial"]
        # A field that is left out stays as it was in this sync; null clears it.
        say("entity", entity="inhouse_host", key=serial, displayName=host["hostname"],
            fields={name: host[name] for name in ("hostname", "cores", "boughtOn", "state") if name in host})

        # The services of one host are a listing of their own, with evidence of its own.
        scope = {"type": "inhouse_host", "key": serial}
        if host.get("services") is None:
            say("evidence", scope=scope, outcome="denied", permission="read services")
            continue
        for service in host["services"]:
            key = serial + "/" + service["name"]
            say("entity", entity="inhouse_service", key=key, displayName=service["name"], fields=service, scope=scope)
            say("relationship", verb="RUNS", **{"from": scope}, to={"type": "inhouse_service", "key": key}, scope=scope)
        say("evidence", scope=scope, outcome="complete")

    # Only who comes here has seen everything: without these two lines nothing is ever deleted.
    say("evidence", outcome="complete")
    say("done")


if __name__ == "__main__":
    main()
