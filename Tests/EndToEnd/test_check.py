"""`wazuh-mcp check`: services outside and an indexer with client certificates, against stand-ins on loopback."""

import json
import os
import ssl
import subprocess

import pytest

from harness.instance import PROGRAM, Instance
from harness.rpc import Caller
from harness.stand_in import stand_in

KEY = "reputation-key-0123456789"

ABUSEIPDB = {"data": {"abuseConfidenceScore": 0, "totalReports": 0}}
VIRUSTOTAL = {"data": {"attributes": {"last_analysis_stats": {"malicious": 0, "harmless": 60}}}}
MISP = {"response": {"Attribute": []}}
SEARCH = {"hits": {"total": {"value": 3, "relation": "eq"}}, "_shards": {"total": 1, "failed": 0}}


def check(folder, **variables):
    """The report of `check`, by part; its whole output must not hold a key."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WAZUH_", "MCP_"))}
    environment |= {"WAZUH_MCP_STATE_DIR": str(folder / "state")} | variables
    done = subprocess.run([PROGRAM, "check", "--json"], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert KEY not in done.stdout + done.stderr
    assert done.returncode == 1, done.stderr  # There is no manager.
    told = json.loads(done.stdout)
    return told["report"]["parts"], told["configuration"]


def test_services_outside_are_tried_with_their_keys(tmp_path):
    answers = {"/abuse/check": ABUSEIPDB, "/virus/ip_addresses/": VIRUSTOTAL, "/misp/attributes/restSearch": MISP}
    with stand_in(answers) as (port, asked):
        base = f"http://127.0.0.1:{port}"
        parts, configuration = check(
            tmp_path, ABUSEIPDB_API_KEY=KEY, ABUSEIPDB_URL=f"{base}/abuse", VIRUSTOTAL_API_KEY=KEY,
            VIRUSTOTAL_URL=f"{base}/virus/", MISP_API_KEY=KEY, MISP_URL=f"{base}/misp")
    for name in ["AbuseIPDB", "VirusTotal", "MISP"]:
        assert parts[name] == {"reachable": True, "detail": "it answers"}
    assert configuration["MISP_API_KEY"] == configuration["ABUSEIPDB_API_KEY"] == "(set)"
    fields = {line.split("?")[0]: {name.lower(): value for name, value in headers.items()} for line, headers in asked}
    assert fields["GET /abuse/check"]["key"] == KEY
    assert fields["GET /virus/ip_addresses/192.0.2.1"]["x-apikey"] == KEY
    assert fields["POST /misp/attributes/restSearch"]["authorization"] == KEY
    assert all(KEY not in line for line, _ in asked)


def test_only_the_tool_for_indicators_asks_outside(tmp_path):
    known = {"data": {"abuseConfidenceScore": 100, "totalReports": 12}}
    with stand_in({"/abuse/check": known}) as (port, asked):
        instance = Instance.start(
            tmp_path / "state", 1, ABUSEIPDB_API_KEY=KEY, ABUSEIPDB_URL=f"http://127.0.0.1:{port}/abuse")
        try:
            caller = Caller(instance)
            arguments = {"indicator": "203.0.113.66"}
            traced = caller.call("tools/call", {"name": "analyze_security_threat", "arguments": arguments})
            assert not traced.get("isError") and not asked
            checked = caller.call("tools/call", {"name": "check_ioc_reputation", "arguments": arguments})
        finally:
            instance.stop()
    assert [line for line, _ in asked] == ["GET /abuse/check?ipAddress=203.0.113.66&maxAgeInDays=90"]
    details = "abuse confidence 100 of 100, 12 reports in 90 days"
    assert checked["structuredContent"]["external"] == [{"source": "AbuseIPDB", "verdict": "malicious", "details": details}]
    assert KEY not in json.dumps(checked) and f"AbuseIPDB: malicious; {details}" in checked["content"][0]["text"]


def test_a_service_that_does_not_answer_is_named(tmp_path):
    with stand_in({}) as (port, _):
        pass
    parts, _ = check(tmp_path, ABUSEIPDB_API_KEY=KEY, ABUSEIPDB_URL=f"http://127.0.0.1:{port}")
    assert parts["AbuseIPDB"] == {"reachable": False, "detail": "AbuseIPDB: it cannot be reached."}


def test_without_a_key_nothing_outside_is_tried(tmp_path):
    parts, _ = check(tmp_path)
    assert sorted(parts) == ["indexer", "manager", "publisher", "store"]


@pytest.mark.parametrize("variables, problem", [
    ({"MISP_URL": "https://misp.example"}, "MISP_API_KEY is not set, but MISP_URL is: "),
    ({"WAZUH_INDEXER_CERT_FILE": "c.pem"}, "WAZUH_INDEXER_KEY_FILE is not set, but WAZUH_INDEXER_CERT_FILE is: "),
])
def test_half_a_pair_stops_the_start(tmp_path, variables, problem):
    done = subprocess.run(
        [PROGRAM, "check"], cwd=tmp_path, env={"PATH": os.environ["PATH"]} | variables, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and problem in done.stderr


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


def certificate(folder, name, *extensions):
    """A self-signed certificate and its key."""
    files = folder / f"{name}.pem", folder / f"{name}.key"
    openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}",
        *extensions, "-keyout", files[1], "-out", files[0])
    return files


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    return certificate(folder, "localhost", "-addext", "subjectAltName=DNS:localhost"), certificate(folder, "reader")


def wants_certificates(server, client):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*server)
    context.load_verify_locations(client[0])
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def test_the_indexer_gets_our_certificate_and_its_indices_are_counted(tmp_path, certificates):
    server, client = certificates
    answers = {"/_cluster/health": {"status": "green"}, "/remote:": SEARCH}
    with stand_in(answers, wants_certificates(server, client)) as (port, asked):
        parts, _ = check(
            tmp_path, WAZUH_INDEXER_HOST="localhost", WAZUH_INDEXER_PORT=str(port), WAZUH_CA_FILE=str(server[0]),
            WAZUH_INDEXER_CERT_FILE=str(client[0]), WAZUH_INDEXER_KEY_FILE=str(client[1]),
            WAZUH_INDEXER_ALERTS_PATTERN="a-*,b-*", WAZUH_INDEXER_CLUSTER_PREFIX="remote")
    assert parts["indexer"] == {"reachable": True, "detail": "green"}
    assert parts["alerts"] == {"reachable": True, "detail": "3 documents in remote:a-*,remote:b-*"}
    assert parts["vulnerabilities"]["detail"] == "3 documents in remote:wazuh-states-vulnerabilities-*"
    assert all("Authorization" not in headers for _, headers in asked)


def test_without_our_certificate_the_indexer_turns_us_away(tmp_path, certificates):
    server, client = certificates
    with stand_in({"/_cluster/health": {"status": "green"}}, wants_certificates(server, client)) as (port, asked):
        parts, _ = check(
            tmp_path, WAZUH_INDEXER_HOST="localhost", WAZUH_INDEXER_PORT=str(port), WAZUH_CA_FILE=str(server[0]),
            WAZUH_INDEXER_USER="reader", WAZUH_INDEXER_PASS="secret")
    assert not parts["indexer"]["reachable"] and not asked
