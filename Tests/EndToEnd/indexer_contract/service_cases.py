"""Endpoints, parameters, names of indices and users, of which the simulation has what the server asks for."""

USERS = ["reader", "alerts", "outsider", "nobody"]


def requests(today):
    """Pairs of a title and the arguments of Engine.send; today: an index that exists."""
    rows = [
        ("missing index", "POST", "/nope/_search", {"size": 0}),
        ("missing index beside another", "POST", f"/nope,{today}/_search", {"size": 0}),
        ("missing index ignored", "POST", f"/nope,{today}/_search?ignore_unavailable=true", {"size": 0}),
        ("pattern of nothing", "POST", "/nope-*/_search", {"size": 0, "aggs": {"x": {"terms": {"field": "rule.id"}}}}),
        ("two patterns", "POST", f"/{today},wazuh-states-*/_search", {"size": 0}),
        ("point in time", "POST", f"/{today}/_search/point_in_time?keep_alive=1m&allow_partial_pit_creation=false", None),
        ("point in time without span", "POST", f"/{today}/_search/point_in_time", None),
        ("point in time of nothing", "POST", "/nope/_search/point_in_time?keep_alive=1m", None),
        ("unknown point in time", "POST", "/_search", {"pit": {"id": "abc", "keep_alive": "1m"}}),
    ]
    for title, method, target, body in rows:
        yield title, {"method": method, "target": target, "body": body}
    for user in USERS:
        for title, method, target, body in [
            ("alerts", "POST", "/wazuh-alerts-*/_search", {"size": 0}),
            ("states", "POST", "/wazuh-states-vulnerabilities-*/_search", {"size": 0}),
            ("both", "POST", f"/{today},wazuh-states-vulnerabilities-acme/_search", {"size": 0}),
            ("everything of Wazuh", "POST", "/wazuh-*/_search", {"size": 0}),
            ("nothing", "POST", "/nope-*/_search", {"size": 0}),
            ("missing", "POST", "/wazuh-alerts-nope/_search", {"size": 0}),
            ("foreign", "POST", "/nope/_search", {"size": 0}),
            ("point in time", "POST", "/wazuh-states-*/_search/point_in_time?keep_alive=1m", None),
        ]:
            yield f"{user} asks for {title}", {"method": method, "target": target, "body": body, "user": user}
