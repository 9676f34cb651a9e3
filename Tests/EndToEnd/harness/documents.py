"""Wazuh's own OpenAPI documents of the manager, where they are present: schemas for requests and answers."""

import json
import re
import urllib.parse

import jsonschema
import yaml

from harness.instance import SHARED

# The oldest and the newest version that is supported.
VERSIONS = ["4.8.0", "4.14.7"]

# Where Wazuh's documents and the wire differ, the simulator follows the wire:
# - error schemas call the number `code`, the wire says `error`: both are accepted;
# - error bodies are declared application/json, sent as application/problem+json;
# - WazuhStats is declared as an object, the wire sends a list of objects in affected_items;
# - `revision` is an integer to 4.8.0, text in the versions after it;
# - `nullable: true` is an OpenAPI keyword, null is allowed where it stands;
# - 404 of an unknown path, 405, 415, 429 and 500 are not declared for most operations: checked against ApiError.


def path(version):
    return SHARED / f"wazuh/api-spec-{version}.yaml"


ARE_PRESENT = all(path(version).exists() for version in VERSIONS)


class Document:
    """One OpenAPI document with its references resolved for jsonschema."""

    def __init__(self, version):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.root = yaml.load(path(version).read_text(), loader)
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
