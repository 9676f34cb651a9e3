extension ControlMapping {
    /// The areas of IT general controls that alerts and checks can say something about.
    ///
    /// The statute names no technical controls, and auditors commonly work by COBIT. What stands here under each
    /// subcategory are the NIST SP 800-53 Rev. 4 controls that NIST's Cybersecurity Framework 1.1 (CSWP.04162018),
    /// Appendix A, gives for it beside practices of COBIT 5; which subcategories make an area is our choice.
    static let sox = ControlMapping(
        source:
            "SOX names no technical controls and Wazuh maps none to it. Controls: NIST Cybersecurity Framework 1.1, Appendix A, "
            + "which sets NIST SP 800-53 beside COBIT 5, for PR.AC-1/3/4/6/7 (access), PR.IP-1/2/3 and PR.DS-6 (change), "
            + "PR.PT-1 and DE.AE-2 (audit trail); these areas and subcategories are this product's own choice",
        requirements: [
            area("Access to programs and data", ["PR.AC-1", "PR.AC-3", "PR.AC-4", "PR.AC-6", "PR.AC-7"]),
            area("Change management", ["PR.IP-1", "PR.IP-2", "PR.IP-3", "PR.DS-6"]),
            area("Audit trail and monitoring", ["PR.PT-1", "DE.AE-2"]),
        ])

    private static func area(_ name: String, _ subcategories: [String]) -> Requirement {
        var seen: Set<String> = []
        let controls = subcategories.flatMap {
            (cybersecurityFramework[$0] ?? "").split(separator: " ").map(String.init)
        }
        return Requirement(name: name, controls: controls.filter { seen.insert($0).inserted })
    }

    /// Subcategories of the framework with their controls; PR.PT-1 names the AU family as a whole.
    private static let cybersecurityFramework = [
        "PR.AC-1": "AC-1 AC-2 IA-1 IA-2 IA-3 IA-4 IA-5 IA-6 IA-7 IA-8 IA-9 IA-10 IA-11",
        "PR.AC-3": "AC-1 AC-17 AC-19 AC-20 SC-15",
        "PR.AC-4": "AC-1 AC-2 AC-3 AC-5 AC-6 AC-14 AC-16 AC-24",
        "PR.AC-6": "AC-1 AC-2 AC-3 AC-16 AC-19 AC-24 IA-1 IA-2 IA-4 IA-5 IA-8 PE-2 PS-3",
        "PR.AC-7": "AC-7 AC-8 AC-9 AC-11 AC-12 AC-14 IA-1 IA-2 IA-3 IA-4 IA-5 IA-8 IA-9 IA-10 IA-11",
        "PR.DS-6": "SC-16 SI-7",
        "PR.IP-1": "CM-2 CM-3 CM-4 CM-5 CM-6 CM-7 CM-9 SA-10",
        "PR.IP-2": "PL-8 SA-3 SA-4 SA-8 SA-10 SA-11 SA-12 SA-15 SA-17 SI-12 SI-13 SI-14 SI-16 SI-17",
        "PR.IP-3": "CM-3 CM-4 SA-10",
        "PR.PT-1": "AU-1 AU-2 AU-3 AU-4 AU-5 AU-6 AU-7 AU-8 AU-9 AU-10 AU-11 AU-12 AU-13 AU-14 AU-15 AU-16",
        "DE.AE-2": "AU-6 CA-7 IR-4 SI-4",
    ]
}
