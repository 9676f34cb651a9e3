"""Validates the simulated manager's answers against Wazuh's own OpenAPI documents.

Walks every GET operation of the documents that the simulator serves, the calls that fail in a typical way and the commands,
and checks each body against the schema of its status.
"""

import base64
import collections
import json
import pathlib
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import pytest
import yaml

from harness.instance import SHARED, Instance, free_port

DOCUMENTS = [SHARED / f"wazuh/api-spec-{version}.yaml" for version in ("4.14.7", "4.8.0")]

pytestmark = pytest.mark.skipif(not all(map(pathlib.Path.exists, DOCUMENTS)), reason="../shared/wazuh is not here")

# Where Wazuh's documents and the wire differ, the simulator follows the wire:
# - error schemas call the number `code`, the wire says `error`: both are accepted;
# - error bodies are declared application/json, sent as application/problem+json;
# - WazuhStats is declared as an object, the wire sends a list of objects in affected_items;
# - `revision` is an integer to 4.8.0, text in the versions after it;
# - `nullable: true` is an OpenAPI keyword, null is allowed where it stands;
# - 404 of an unknown path, 405, 415, 429 and 500 are not declared for most operations: checked against ApiError.

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
    "/agents/stats/distinct": ["fields=os.platform"],
    "/agents/upgrade_result": ["agents_list=002"],
    "/rules": ["limit=5", "level=12-15", "rule_ids=5710,999999", "group=sshd", "pci_dss=11.5", "nist-800-53=AU.14", "mitre=T1110",
               "status=all&limit=2", "filename=0095-sshd_rules.xml", "select=id,level&limit=2"],
    "/manager/logs": ["", "level=error", "tag=wazuh-remoted", "search=agent", "limit=500", "q=level=error,level=critical"],
    "/manager/configuration": ["", "section=cluster", "section=global&field=white_list"],
    "/manager/stats": [""],
    "/manager/daemons/stats": ["", "daemons_list=wazuh-remoted"],
    "/cluster/nodes": ["", "type=worker", "nodes_list=worker-01,missing"],
    "/syscollector/{agent_id}/ports": ["", "local.port=22", "state=listening", "select=local.port,process"],
    "/syscollector/{agent_id}/processes": ["", "search=ssh", "sort=-pid"],
    "/sca/{agent_id}/checks/{policy_id}": ["", "result=failed", "select=id,compliance.key,compliance.value"],
    "/syscheck/{agent_id}": ["", "type=file", "search=passwd"],
    "/lists": ["", "filename=malicious-ip"],
}
# Method, path, query, body, expected status; the document's operation is found by the path.
ERRORS = [
    ("GET", "/agents", "limit=0", None, 400), ("GET", "/agents", "limit=100001", None, 400), ("GET", "/agents", "nope=1", None, 400),
    ("GET", "/agents", "select=os", None, 400), ("GET", "/agents", "sort=nope", None, 400), ("GET", "/agents", "q=id==1", None, 400),
    ("GET", "/agents", "q=nope=1", None, 400), ("GET", "/agents", "status=nope", None, 400), ("GET", "/agents", "search=", None, 400),
    ("GET", "/agents/1/key", "", None, 400), ("GET", "/agents/017/config/agent/client", "", None, 400),
    ("GET", "/agents/001/config/agent/nope", "", None, 400), ("GET", "/agents/001/config/auth/auth", "", None, 400),
    ("GET", "/groups/missing/agents", "", None, 404), ("GET", "/groups/missing/configuration", "", None, 404),
    ("GET", "/syscollector/017/packages", "", None, 400), ("GET", "/syscollector/001/os", "limit=2", None, 400),
    ("GET", "/syscollector/999/packages", "", None, 200), ("GET", "/manager/logs", "limit=501", None, 400),
    ("GET", "/manager/stats", "date=2020-01-01", None, 400), ("GET", "/rules/requirement/pci-dss", "", None, 400),
    ("GET", "/cluster/missing/info", "", None, 200), ("GET", "/lists/files/missing", "", None, 200),
    ("GET", "/agents/000/daemons/stats", "", None, 200), ("GET", "/agents/007/stats/agent", "", None, 200),
    ("GET", "/vulnerability/001", "", None, 404), ("PATCH", "/agents", "", None, 405), ("POST", "/agents/summary/status", "", "{}", 405),
    ("PUT", "/active-response", "agents_list=001", '{"command": "!firewall-drop"}', 200),
    ("PUT", "/active-response", "agents_list=001,999", '{"command": "firewall-drop600", "arguments": []}', 200),
    ("PUT", "/active-response", "agents_list=001", '{"command": "firewall-drop"}', 200),
    ("PUT", "/active-response", "agents_list=001", '{"command": "x", "custom": true}', 400),
    ("PUT", "/active-response", "agents_list=001", "not json", 400), ("PUT", "/active-response", "agents_list=all", '{"command": "x"}', 400),
    ("PUT", "/agents/001/restart", "", None, 200), ("PUT", "/agents/999/restart", "", None, 200),
]
DENIED = ["/manager/status", "/cluster/nodes", "/mitre/tactics", "/syscollector/001/os", "/sca/001", "/rules", "/tasks/status"]


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


class Document:
    """One OpenAPI document with its references resolved for jsonschema."""

    def __init__(self, path):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        with open(path) as file:
            self.root = yaml.load(file, loader)
        self.paths = self.root["paths"]

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.root
            for key in node["$ref"][2:].split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def schema(self, node):
        """The node as a JSON Schema without references."""
        name = node.get("$ref", "").rsplit("/", 1)[-1] if isinstance(node, dict) else ""
        node = self.resolve(node)
        if isinstance(node, list):
            return [self.schema(item) for item in node]
        if not isinstance(node, dict):
            return node
        schema = {key: self.schema(value) for key, value in node.items() if key not in ("example", "format", "description")}
        if name == "WazuhStats":
            schema.pop("type", None)
        if "revision" in schema.get("properties", {}):
            schema["properties"]["revision"] = {"type": ["integer", "string"]}
        if schema.pop("nullable", False) is True and isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        return schema

    def parameters(self, template, method):
        """The parameters of an operation, those of its path included."""
        item = self.paths[template]
        return [self.resolve(node) for node in item.get("parameters", []) + item[method.lower()].get("parameters", [])]

    def request_problems(self, method, target):
        """What is wrong with a request, by what the document says of paths and parameters."""
        path, _, query = target.partition("?")
        template = self.template(path)
        if template is None or method.lower() not in self.paths[template]:
            yield "there is no such operation"
            return
        pattern = re.sub(r"\{([^}]+)\}", r"(?P<\1>[^/]+)", template)
        given = {"path": re.fullmatch(pattern, path).groupdict(), "query": {}}
        for name, value in urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)):
            if name in given["query"]:
                yield f"{name} stands twice"
            given["query"][name] = value
        declared = {(node["in"], node["name"]): node for node in self.parameters(template, method)}
        for place, values in given.items():
            for name, text in values.items():
                if (place, name) not in declared:
                    yield f"{name} is no parameter"
                    continue
                try:
                    schema = self.schema(declared[place, name]["schema"])
                    jsonschema.Draft4Validator(schema).validate(parameter_value(schema, urllib.parse.unquote(text) if place == "path" else text))
                except (jsonschema.ValidationError, ValueError) as error:
                    yield f"{name}={text[:60]}: {getattr(error, 'message', error)}"
        for (place, name), node in declared.items():
            if node.get("required") and place in given and name not in given[place]:
                yield f"{name} is required"

    def template(self, path):
        if path in self.paths:
            return path
        for template in sorted(self.paths, key=lambda text: text.count("{")):
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path):
                return template
        return None

    def response_schema(self, template, method, status):
        operation = self.paths.get(template, {}).get(method.lower(), {}) if template else {}
        response = self.resolve(operation.get("responses", {}).get(str(status)))
        if response is None:
            return {"$ref": "#/components/schemas/ApiError"} if status >= 400 else None
        return response.get("content", {}).get("application/json", {}).get("schema")

    def validate(self, template, method, status, body):
        node = self.response_schema(template, method, status)
        if node is None:
            return "the document declares no such status"
        try:
            jsonschema.Draft4Validator(self.schema(node)).validate(json.loads(body))
        except jsonschema.ValidationError as error:
            return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        except ValueError:
            return f"no JSON: {body[:80]!r}"
        return None


def parameter_value(schema, text):
    """A parameter's text as the value that its schema is about."""
    match schema.get("type"):
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return {"true": True, "false": False}[text] if text in ("true", "false") else text
        case "array":
            return [parameter_value(schema.get("items", {}), part) for part in text.split(",")]
    return text


def concrete(template, query):
    values = dict(PATH_VALUES)
    if "component=" in query:
        values["component"], query = query.split("component=")[1], ""
    elif "/stats/{component}" in template:
        values["component"] = "agent"
    if template.startswith(("/manager/configuration/", "/cluster/")) and "{component}" in template:
        values["component"], values["configuration"] = "analysis", "global"
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
            if problem is None and not json.loads(body).get("data") and template != "/agents/uninstall":
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


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_answers_are_as_the_document_says(manager, path):
    client, account = manager
    document, served, outcomes = Document(path), set(), collections.Counter()
    problems = []

    def report(name, problem):
        outcomes[problem is None] += 1
        if problem is not None:
            problems.append(f"{name}: {problem}")

    check_login(document, client, *account, report)
    check(document, client, token(client, account), token(client, ("agents", "agents")), served, report)
    assert not problems
    assert len(served) > 60 and outcomes[True] > 150, "hardly anything is served"
