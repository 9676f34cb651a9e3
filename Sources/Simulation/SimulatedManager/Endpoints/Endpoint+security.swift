import JSON

extension Endpoint {
    static let security: [Endpoint] = [
        Endpoint("/security/users/me", .none) { call in
            .all([call.user.item(roles: [call.user.role.item])], "Current user information was returned")
        },
        Endpoint("/security/users/me/policies", .none) { call in
            var policies = call.user.role.rights
            policies["rbac_mode"] = "white"
            return .described(.object(policies), message: "Current user processed policies information was returned")
        },
        Endpoint("/security/config", .action("security:read_config")) { call in
            .data(["auth_token_exp_timeout": 900, "rbac_mode": "white"])
        },
    ]
}

extension SimulatedUser {
    fileprivate func item(roles: [JSON]) -> JSON {
        [
            "id": .int(name == "wazuh" ? 1 : 100), "username": .string(name), "allow_run_as": false,
            "roles": .array(roles),
        ]
    }
}

extension SimulatedRole {
    /// The actions with their resources, as `GET /security/users/me/policies` shows them.
    fileprivate var rights: JSONObject {
        var rights: JSONObject = [:]
        for permission in permissions {
            let allowed = JSONObject(permission.resources.map { ($0, .string("allow")) })
            rights[permission.action] = .object((rights[permission.action]?.object ?? [:]).adding(allowed))
        }
        return rights
    }

    fileprivate var item: JSON {
        let policies = permissions.enumerated().map { index, permission -> JSON in
            [
                "id": .int(100 + index), "name": .string("\(name)_\(index)"),
                "policy": [
                    "actions": [.string(permission.action)], "resources": .list(permission.resources),
                    "effect": "allow",
                ],
            ]
        }
        return ["id": .int(id), "name": .string(name), "policies": .array(policies), "rules": []]
    }
}
