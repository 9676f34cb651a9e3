"""Validates the simulated manager's answers against Wazuh's own OpenAPI documents.

Walks every GET operation of the documents that the simulator serves, the calls that fail in a typical way and the commands,
and checks each body against the schema of its status.
"""

import base64
import collections
import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

import pytest

from harness import documents
from harness.instance import Instance, free_port

pytestmark = pytest.mark.skipif(not documents.ARE_PRESENT, reason="../shared/wazuh is not here")

# Values for the parameters of paths.
PATH_VALUES = {
    "agent_id": "001", "group_id": "linux", "node_id": "worker-01", "file_name": "agent.conf", "policy_id": "cis_ubuntu22-04",
    "component": "agent", "configuration": "client", "requirement": "pci_dss", "filename": "malicious-ip",
}
VARIANTS = {
    "/agents": ["", "limit=3&offset=2", "select=id,name,os.name", "status=active,disconnected", "q=id!=000;os.platform~u",
                "sort=-lastKeepAlive", "search=web", "older_than=1d", "group=web", "version=4.14.7", "distinct=true&select=os.platform",
                "agents_list=001,002,999", "agents_list=998,999", "pretty=true", "wait_for_complete=true"],
    "/agents/{agent_id}/stats/{component}": ["", "component=logcollector"],
    "/rules": ["limit=5", "level=12-15", "rule_ids=5710,999999", "group=sshd", "pci_dss=11.5", "nist-800-53=AU.14", "mitre=T1110",
               "status=all&limit=2", "filename=0095-sshd_rules.xml", "select=id,level&limit=2"],
    "/manager/logs": ["", "level=error", "tag=wazuh-remoted", "search=agent", "limit=500", "q=level=error,level=critical"],
    "/manager/stats": [""],
    "/manager/daemons/stats": ["", "daemons_list=wazuh-remoted"],
    "/cluster/nodes": ["", "type=worker", "nodes_list=worker-01,missing"],
    "/syscollector/{agent_id}/ports": ["", "local.port=22", "state=listening", "select=local.port,process"],
    "/syscollector/{agent_id}/processes": ["", "search=ssh", "sort=-pid"],
    "/sca/{agent_id}/checks/{policy_id}": ["", "result=failed", "select=id,compliance.key,compliance.value"],
    "/syscheck/{agent_id}": ["", "type=file", "search=passwd"],
}
# Method, path, query, body, expected status; the document's operation is found by the path.
ERRORS = [
    ("GET", "/agents", "limit=0", None, 400), ("GET", "/agents", "limit=100001", None, 400), ("GET", "/agents", "nope=1", None, 400),
    ("GET", "/agents", "select=os", None, 400), ("GET", "/agents", "sort=nope", None, 400), ("GET", "/agents", "q=id==1", None, 400),
    ("GET", "/agents", "q=nope=1", None, 400), ("GET", "/agents", "status=nope", None, 400), ("GET", "/agents", "search=", None, 400),
    ("GET", "/agents/1/stats/agent", "", None, 400), ("GET", "/agents/017/config/agent/client", "", None, 400),
    ("GET", "/agents/001/config/agent/nope", "", None, 400), ("GET", "/agents/001/config/auth/auth", "", None, 400),
    ("GET", "/groups/missing/configuration", "", None, 404),
    ("GET", "/syscollector/017/packages", "", None, 400), ("GET", "/syscollector/001/os", "limit=2", None, 400),
    ("GET", "/syscollector/999/packages", "", None, 200), ("GET", "/manager/logs", "limit=501", None, 400),
    ("GET", "/manager/stats", "date=2020-01-01", None, 400),
    ("GET", "/cluster/missing/info", "", None, 200), ("GET", "/lists/files/missing", "", None, 200),
    ("GET", "/agents/000/stats/agent", "", None, 200), ("GET", "/agents/007/stats/agent", "", None, 200),
    ("GET", "/vulnerability/001", "", None, 404), ("PATCH", "/agents", "", None, 405), ("POST", "/agents/summary/status", "", "{}", 405),
    ("PUT", "/active-response", "agents_list=001", '{"command": "!firewall-drop"}', 200),
    ("PUT", "/active-response", "agents_list=001,999", '{"command": "firewall-drop600", "arguments": []}', 200),
    ("PUT", "/active-response", "agents_list=001", '{"command": "firewall-drop"}', 200),
    ("PUT", "/active-response", "agents_list=001", '{"command": "x", "custom": true}', 400),
    ("PUT", "/active-response", "agents_list=001", "not json", 400), ("PUT", "/active-response", "agents_list=all", '{"command": "x"}', 400),
    ("PUT", "/agents/001/restart", "", None, 200), ("PUT", "/agents/999/restart", "", None, 200),
]
DENIED = ["/manager/status", "/cluster/nodes", "/lists/files/malicious-ip", "/syscollector/001/os", "/sca/001", "/rules"]


class Client:
    def __init__(self, url, ca):
        self.url = url.rstrip("/")
        self.context = ssl.create_default_context(cafile=ca) if url.startswith("https") else None

    def call(self, method, path, query="", body=None, headers=None):
        url = self.url + urllib.parse.quote(path, safe="/{}") + ("?" + urllib.parse.quote(query, safe="=&,%") if query else "")
        request = urllib.request.Request(url, method=method, headers=headers or {}, data=body.encode() if body else None)
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=30) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def login(self, user, password):
        basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        return self.call("POST", "/security/user/authenticate", headers={"Authorization": basic})


def concrete(template, query):
    values = dict(PATH_VALUES)
    if "component=" in query:
        values["component"], query = query.split("component=")[1], ""
    elif "/stats/{component}" in template:
        values["component"] = "agent"
    path = re.sub(r"\{([^}]+)\}", lambda match: values[match.group(1)], template)
    return path, query


def check(document, client, headers, denied, served, report):
    for template, item in sorted(document.paths.items()):
        if "get" not in item or template == "/security/user/authenticate":
            continue
        path, _ = concrete(template, "")
        status, _, body = client.call("GET", path, VARIANTS.get(template, [""])[0].replace("component=", ""), headers=headers)
        if status == 404 and json.loads(body).get("detail") == "404: Not Found":
            continue
        served.add(template)
        for query in VARIANTS.get(template, [""]):
            path, rest = concrete(template, query)
            status, fields, body = client.call("GET", path, rest, headers=headers)
            problem = document.validate(template, "GET", status, body) if status == 200 else f"status {status}: {body[:200]}"
            if problem is None and not json.loads(body).get("data"):
                problem = "no data"
            report(f"GET {path}?{rest}", problem)
    for method, path, query, body, expected in ERRORS:
        fields = dict(headers, **({"Content-Type": "application/json"} if body else {}))
        status, answer_fields, text = client.call(method, path, query, body, fields)
        problem = document.validate(document.template(path), method, status, text)
        if status != expected:
            problem = f"status {status} instead of {expected}: {text[:160]}"
        elif status >= 400 and "problem+json" not in answer_fields.get("Content-Type", ""):
            problem = "an error that is no application/problem+json"
        report(f"{method} {path}?{query} -> {expected}", problem)
    for path in DENIED:
        status, _, text = client.call("GET", path, headers=denied)
        problem = document.validate(document.template(path), "GET", status, text)
        wrong = status != 403 or json.loads(text).get("error") != 4000
        report(f"GET {path} without rights -> 403", f"status {status}: {text[:160]}" if wrong else problem)


def check_login(document, client, user, password, report):
    path = "/security/user/authenticate"
    for name, account, expected in [("right", (user, password), 200), ("wrong", (user, password + "x"), 401)]:
        status, _, body = client.login(*account)
        problem = document.validate(path, "POST", status, body)
        report(f"POST {path} with {name} credentials", problem if status == expected else f"status {status}")
    for name, headers, detail in [("no", {}, "No authorization token provided"), ("a bad", {"Authorization": "Bearer x.y.z"}, "Invalid token")]:
        status, _, body = client.call("GET", "/agents", headers=headers)
        problem = document.validate("/agents", "GET", status, body)
        right = status == 401 and json.loads(body) == {"title": "Unauthorized", "detail": detail}
        report(f"GET /agents with {name} token", problem if right else f"status {status}: {body[:160]}")


@pytest.fixture(scope="module")
def manager(tmp_path_factory):
    """A client of a simulated manager, and an account that may do everything."""
    port = str(free_port())
    state = tmp_path_factory.mktemp("manager") / "state"
    instance = Instance.start(state, workers=1, SIMULATOR_OPTIONS="--more-accounts", SIM_MANAGER_PORT=port)
    password = (state / "simulated-wazuh").read_text().splitlines()[0]
    yield Client(f"https://127.0.0.1:{port}", instance.ca_file), ("wazuh-mcp", password)
    instance.stop()


def token(client, account):
    status, _, body = client.login(*account)
    assert status == 200, body
    return {"Authorization": "Bearer " + json.loads(body)["data"]["token"]}


@pytest.mark.parametrize("version", documents.VERSIONS)
def test_answers_are_as_the_document_says(manager, version):
    client, account = manager
    document, served, outcomes = documents.Document(version), set(), collections.Counter()
    problems = []

    def report(name, problem):
        outcomes[problem is None] += 1
        if problem is not None:
            problems.append(f"{name}: {problem}")

    check_login(document, client, *account, report)
    check(document, client, token(client, account), token(client, ("agents", "agents")), served, report)
    assert not problems
    assert len(served) > 40 and outcomes[True] > 120, "hardly anything is served"
