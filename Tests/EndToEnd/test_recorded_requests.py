"""What the tools ask of the manager, against Wazuh's own API documents of the oldest and the newest version."""

import pytest

from harness import catalogue, documents
from harness.rpc import Caller

pytestmark = pytest.mark.skipif(not documents.ARE_PRESENT, reason="../shared/wazuh is not here")


@pytest.fixture(scope="module")
def calls(behind):
    """What the manager was asked for each call of all tools with typical, extreme and wrong arguments."""
    caller, session, found = Caller(behind.instance), catalogue.Session(), []
    caller.http.timeout = 60
    for tool in caller.call("tools/list")["tools"]:
        for case in catalogue.cases(tool, session):
            services = behind.manager.asked, behind.indexer.asked
            before = [len(asked) for asked in services]
            result = caller.call("tools/call", {"name": tool["name"], "arguments": case.arguments})
            if case.name == "typical":
                session.learn(tool, result["structuredContent"])
            found.append((f"{tool['name']}, {case.name}", case, *(asked[start:] for asked, start in zip(services, before))))
    return found


@pytest.mark.parametrize("version", documents.VERSIONS)
def test_every_request_is_one_of_the_api(behind, calls, version):
    document = documents.Document(version)
    requests = {(asked.method, asked.target): "the first login" for asked in behind.manager.asked[:2]}
    for call, _, manager, _ in calls:
        requests |= {(asked.method, asked.target): call for asked in manager}
    problems = [
        f"{method} {target} ({call}): {problem}"
        for (method, target), call in requests.items()
        for problem in document.request_problems(method, target)
    ]
    assert len(requests) > 100 and any(method == "POST" for method, _ in requests)
    assert not problems, "\n".join(problems)


def test_wrong_arguments_reach_nobody(calls):
    asked = [call for call, case, *services in calls if case.refused is not None and any(services)]
    assert not asked


@pytest.mark.parametrize("method, target, words", [
    ("GET", "/no/such/path", "no such operation"), ("DELETE", "/manager/status", "no such operation"),
    ("GET", "/agents?nope=1", "nope is no parameter"), ("GET", "/agents?limit=0", "limit=0"), ("GET", "/agents?limit=ten", "limit=ten"),
    ("GET", "/agents?status=active,asleep", "status=active,asleep"), ("GET", "/agents?pretty=1", "pretty=1"),
    ("GET", "/agents?limit=1&limit=2", "limit stands twice"), ("GET", "/agents/x/stats/agent", "agent_id=x"),
    ("GET", "/agents/001/stats/nothing", "component=nothing"), ("DELETE", "/agents?status=all", "agents_list is required"),
])
@pytest.mark.parametrize("version", documents.VERSIONS)
def test_other_requests_are_none(version, method, target, words):
    assert any(words in problem for problem in documents.Document(version).request_problems(method, target))
