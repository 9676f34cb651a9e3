"""Calls of tools, with the arguments of the tables filled in."""

from indexer_contract.same import comparable, while_simulation_stands


def learn(engine, query, field):
    """A field of the newest alert that a query finds."""
    body = {"size": 1, "query": query, "sort": [{"timestamp": "desc"}, {"id": "desc"}], "_source": [field]}
    value = engine.ask("POST", "/wazuh-alerts-*/_search", body)["hits"]["hits"][0]["_source"]
    for member in field.split("."):
        value = value[member]
    return value


def resolved(setting, learned, arguments):
    def value(given):
        if isinstance(given, str) and given[:1] == "@":
            return setting.time(float(given[1:]))
        return learned[given[1:]] if isinstance(given, str) and given[:1] == "$" else given

    return {name: value(given) for name, given in arguments.items()}


def call(caller, tool, arguments):
    return caller.call("tools/call", {"name": tool, "arguments": arguments})


def both(setting, tool, arguments):
    """What may not differ of both servers' answers: the real one's, the simulation's."""
    return while_simulation_stands(
        lambda: comparable(call(setting.on_real, tool, arguments), arguments),
        lambda: comparable(call(setting.on_simulation, tool, arguments), arguments), lambda one, other: one == other)


def title(row):
    tool, arguments = row
    return " ".join([tool, *(f"{name}={value}" for name, value in arguments.items())])
