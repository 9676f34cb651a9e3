import JSON

/// What Wazuh says of an error number (`framework/wazuh/core/exception.py` of 4.14).
struct WazuhMessage: Sendable, Hashable {
    let text: String
    let remediation: String?

    static func of(_ number: Int) -> WazuhMessage {
        catalogue[number] ?? WazuhMessage(text: "Wazuh Internal Error", remediation: nil)
    }

    private static let site = "https://documentation.wazuh.com/4.14/user-manual/"

    private static let catalogue: [Int: WazuhMessage] = [
        1116: WazuhMessage(
            text: "Requested component configuration does not exist",
            remediation: "Please, visit the official documentation (\(site)api/reference.html#operation/"
                + "api.controllers.agents_controller.get_agent_config) to check available component configurations"),
        1006: WazuhMessage(
            text: "File/directory does not exist or there is a problem with the permissions",
            remediation:
                "Please, check if path to file/directory is correct and `wazuh` has the appropriate permissions"),
        1017: plain("Some Wazuh daemons are not ready yet in node"),
        1018: plain("Body request is not a valid JSON"),
        1102: plain("Invalid section"),
        1103: plain("Invalid field in section"),
        1106: plain("Requested section not present in configuration"),
        1117: plain("Unable to connect with component. The component might be disabled."),
        1122: WazuhMessage(
            text: "Experimental features are disabled",
            remediation: "Experimental features can be enabled in WAZUH_PATH/api/configuration/api.yaml"),
        1208: plain("The rule does not exist or you do not have permission to see it"),
        1308: WazuhMessage(
            text: "Stats file does not exist",
            remediation: "Stats files are usually generated at 12 PM on a daily basis"),
        1310: WazuhMessage(text: "Invalid agent ID", remediation: "This component only exists in real agents"),
        1403: WazuhMessage(text: "Not a valid sort field ", remediation: "Please, use only allowed sort fields"),
        1407: plain("Query does not match expected format"),
        1408: plain("Field does not exist."),
        1409: plain("Invalid query operator"),
        1415: WazuhMessage(
            text: "Rules file not found", remediation: "Please, use GET /rules/files to list all available rules"),
        1652: plain("Active response - Unable to run command"),
        1701: WazuhMessage(
            text: "Agent does not exist",
            remediation: "Please, use `GET /agents?select=id,name` to find all available agents"),
        1703: WazuhMessage(
            text: "Action not available for Manager (agent 000)",
            remediation: "Please, use `GET /agents?select=id,name` to find all available agents and make sure you "
                + "select an agent other than 000"),
        1707: WazuhMessage(
            text: "Cannot send request, agent is not active",
            remediation: "Please, check non-active agents connection and try again. Visit \(site)registering/index.html"
                + " and \(site)agents/agent-connection.html to obtain more information on registering and connecting agents"
        ),
        1710: WazuhMessage(
            text: "The group does not exist",
            remediation: "Please, use `GET /agents/groups` to find all available groups"),
        1724: WazuhMessage(text: "Not a valid select field", remediation: "Please, use only allowed select fields"),
        1730: WazuhMessage(
            text: "Node does not exist",
            remediation: "Make sure the name is correct and that the node is up. You can check it using "
                + "`cluster_control -l` (\(site)reference/tools/cluster_control.html#get-connected-nodes)"),
        1740: WazuhMessage(
            text: "Action only available for active agents", remediation: "Please activate the agent to synchronize it"),
        1802: WazuhMessage(
            text: "Lists file not found", remediation: "Please, use `GET /lists/files` to find all available lists"),
        1813: plain("No task in DB"),
        1906: WazuhMessage(
            text: "File does not exist",
            remediation: "Please, provide a different file or make sure provided file path is correct"),
        2007: plain("Error retrieving data from Wazuh DB"),
        3021: plain("Timeout executing API request"),
        4000: WazuhMessage(
            text: "Permission denied",
            remediation: "Please, make sure you have permissions to execute the current request. For more information "
                + "on how to set up permissions, please visit \(site)api/rbac/configuration.html"),
    ]

    private static func plain(_ text: String) -> WazuhMessage { WazuhMessage(text: text, remediation: nil) }
}

/// A target of a request that could not be served, one of `failed_items`.
struct FailedItem: Sendable, Hashable {
    let number: Int
    let message: WazuhMessage
    /// Strings for agents and nodes, integers for rules.
    let ids: [JSON]

    init(_ number: Int, ids: [JSON], extra: String? = nil) {
        let message = WazuhMessage.of(number)
        self.number = number
        self.message = WazuhMessage(
            text: extra.map { message.text + $0 } ?? message.text, remediation: message.remediation)
        self.ids = ids
    }

    var json: JSON {
        var error: JSONObject = ["code": .integer(Int64(number)), "message": .string(message.text)]
        error["remediation"] = message.remediation.map(JSON.string)
        return ["error": .object(error), "id": .array(ids)]
    }
}
