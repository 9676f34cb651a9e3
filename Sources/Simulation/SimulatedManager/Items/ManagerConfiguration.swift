import JSON
import SimulatedCompany

/// The file `ossec.conf` of a manager as `GET /manager/configuration` shows it.
enum ManagerConfiguration {
    /// All sections.
    static func sections(of node: SimulatedNode, in company: SimulatedCompany) -> JSONObject {
        [
            "global": .object(global), "alerts": .options("log_alert_level=3 email_alert_level=12"),
            "remote": [["connection": "secure", "port": "1514", "protocol": ["tcp"], "queue_size": "131072"]],
            "rootcheck": .options(
                "disabled=no check_files=yes check_trojans=yes check_dev=yes check_sys=yes check_pids=yes frequency=43200 skip_nfs=yes"
            ),
            "cis-cat": .options("disabled=yes timeout=1800 interval=1d scan-on-start=yes"),
            "osquery": .options(
                "disabled=yes run_daemon=yes log_path=/var/log/osquery/osqueryd.results.log add_labels=yes"),
            "syscollector": .options(
                "disabled=no interval=1h scan_on_start=yes hardware=yes os=yes network=yes packages=yes processes=yes"),
            "sca": .options("enabled=yes scan_on_start=yes interval=12h skip_nfs=yes"),
            "vulnerability-detection": .options("enabled=yes index-status=yes feed-update-interval=60m"),
            "indexer": [
                "enabled": "yes", "hosts": ["https://127.0.0.1:9200"],
                "ssl": ["certificate_authorities": [["ca": ["/etc/filebeat/certs/root-ca.pem"]]]],
            ],
            "syscheck": [
                "disabled": "no", "frequency": "43200", "scan_on_start": "yes",
                "directories": [["path": "/etc"], ["path": "/usr/bin"], ["path": "/usr/sbin"]],
                "ignore": ["/etc/mtab", "/etc/hosts.deny"],
                "synchronization": .options("enabled=yes interval=5m max_eps=10"),
            ],
            "command": .array(ActiveConfiguration.commands),
            "active-response": [.options("command=firewall-drop location=local level=10 timeout=600")],
            "localfile": [.options("log_format=command command=df_-P frequency=360")],
            "integration": [
                .options("name=virustotal api_key=simulated-api-key-4f1c2b7a90d3e8 group=syscheck alert_format=json")
            ],
            "ruleset": [
                "decoder_dir": ["ruleset/decoders", "etc/decoders"], "rule_dir": ["ruleset/rules", "etc/rules"],
                "rule_exclude": ["0215-policy_rules.xml"],
                "list": .list(ListFile.all.map { "\($0.directory)/\($0.name)" }),
            ],
            "auth": .options(
                "disabled=no port=1515 use_source_ip=no purge=yes use_password=yes ssl_verify_host=no pass=simulated-enrolment-password"
            ),
            "cluster": [
                "name": .string(company.clusterName), "node_name": .string(node.name),
                "node_type": .string(node.kind.rawValue),
                "key": "simulated0cluster0key0a1b2c3d4e5", "port": "1516", "bind_addr": "0.0.0.0",
                "nodes": .list([company.nodes[0].ip]), "hidden": "no", "disabled": "no",
            ],
        ]
    }

    /// The file as it stands on the disk.
    static func xml(of node: SimulatedNode, in company: SimulatedCompany) -> String {
        let members = sections(of: node, in: company).map { element($0.name, $0.value, indentation: "  ") }.joined()
        return "<ossec_config>\n\(members)</ossec_config>\n"
    }

    /// What a user who may not change the configuration sees: secrets masked, as Wazuh does since 4.14.7.
    static func masked(_ sections: JSONObject) -> JSONObject {
        var sections = sections
        for (section, member) in [("auth", "pass"), ("cluster", "key")] {
            guard var object = sections[section]?.object, object[member] != nil else { continue }
            object[member] = "*****"
            sections[section] = .object(object)
        }
        return sections
    }

    private static func element(_ name: String, _ value: JSON, indentation: String) -> String {
        switch value {
        case .array(let elements): return elements.map { element(name, $0, indentation: indentation) }.joined()
        case .object(let object):
            let members = object.map { element($0.name, $0.value, indentation: indentation + "  ") }.joined()
            return "\(indentation)<\(name)>\n\(members)\(indentation)</\(name)>\n"
        default: return "\(indentation)<\(name)>\(value.scalarText)</\(name)>\n"
        }
    }

    private static let global =
        (JSON.options(
            "jsonout_output=yes alerts_log=yes logall=no logall_json=no email_notification=no smtp_server=smtp.acme.example"
                + " email_from=wazuh@acme.example email_maxperhour=12 agents_disconnection_time=15m update_check=yes"
        ).object ?? [:]).adding(["white_list": ["127.0.0.1", "10.20.1.10", "10.20.1.11"]])
}
