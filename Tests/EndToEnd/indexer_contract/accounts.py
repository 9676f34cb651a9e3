"""Accounts of the real engine, made and changed through the API of its security plugin."""

import secrets

API = "/_plugins/_security/api"

# What users may do; the simulated indexer has the same ones.
ROLES = {
    "wazuh_reader": {
        "cluster_permissions": ["cluster_monitor", "cluster_composite_ops_ro"],
        "index_permissions": [{
            "index_patterns": ["wazuh-*"], "allowed_actions": ["read", "indices:monitor/*", "indices:admin/mappings/get"]}],
    },
    "alerts_reader": {
        "cluster_permissions": ["cluster_composite_ops_ro"],
        "index_permissions": [{"index_patterns": ["wazuh-alerts-*"], "allowed_actions": ["read"]}],
    },
}
USERS = {"reader": "wazuh_reader", "alerts": "alerts_reader", "outsider": None}
# The server's own.
SERVER = "contract"


def prepare(engine):
    """Makes the users that an engine lacks, and the server's own with the rights of a reader."""
    for user, role in USERS.items():
        if engine.send("GET", f"{API}/internalusers/{user}")[0] == 404:
            set_user(engine, user, role)
    set_user(engine, SERVER, "wazuh_reader")


def set_user(engine, user, role):
    """Gives a user a new password and this role alone, or none."""
    engine.passwords[user] = secrets.token_urlsafe(24)
    give(engine, user, role)


def give(engine, user, role):
    """Gives a user this role alone, or none; the password stays."""
    roles = []
    if role:
        if engine.send("GET", f"{API}/roles/{role}")[0] == 404:
            engine.ask("PUT", f"{API}/roles/{role}", ROLES[role])
        roles = [role]
    engine.ask("PUT", f"{API}/internalusers/{user}", {
        "password": engine.passwords[user], "opendistro_security_roles": roles})
