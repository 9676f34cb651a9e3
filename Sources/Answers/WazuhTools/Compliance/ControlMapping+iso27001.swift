extension ControlMapping {
    /// Annex A of ISO/IEC 27001:2013, which Wazuh's own policies name too.
    ///
    /// The rows are those of NIST's "SP 800-53, Revision 5 Control Mappings to ISO/IEC 27001", table 1
    /// (csrc.nist.gov, sp800-53r5-to-iso-27001-mapping, edition for ISO/IEC 27001:2013), clauses left out, for each control
    /// that a rule or policy of Wazuh 4.14.7 names; Wazuh's numbers are those of Revision 4, which mean the same here.
    static let iso27001 = ControlMapping(
        source:
            "NIST, SP 800-53 Revision 5 Control Mappings to ISO/IEC 27001 (:2013, Annex A), table 1, controls that it maps in "
            + "part included; of the controls that Wazuh names it has no counterpart of AC-12, AC-21, AU-2, AU-5, AU-7, CA-9, "
            + "CM-2, CM-6, SC-2, SC-5, SC-18, SC-20, SC-21, SC-39, SI-4, SI-7 and SI-16, so these are not counted",
        requirements: inverted([
            ("AC-2", "A.9.2.1 A.9.2.2 A.9.2.3 A.9.2.5 A.9.2.6"),
            ("AC-3", "A.6.2.2 A.9.1.2 A.9.4.1 A.9.4.4 A.9.4.5 A.13.1.1 A.14.1.2 A.14.1.3 A.18.1.3"),
            ("AC-4", "A.13.1.3 A.13.2.1 A.14.1.2 A.14.1.3"),
            ("AC-5", "A.6.1.2"),
            ("AC-6", "A.9.1.2 A.9.2.3 A.9.4.4 A.9.4.5"),
            ("AC-7", "A.9.4.2"),
            ("AC-8", "A.9.4.2"),
            ("AC-9", "A.9.4.2"),
            ("AC-11", "A.11.2.8 A.11.2.9"),
            ("AC-17", "A.6.2.1 A.6.2.2 A.13.1.1 A.13.2.1 A.14.1.2"),
            ("AC-18", "A.6.2.1 A.13.1.1 A.13.2.1"),
            ("AC-20", "A.11.2.6 A.13.1.1 A.13.2.1"),
            ("AU-3", "A.12.4.1"),
            ("AU-4", "A.12.1.3"),
            ("AU-6", "A.12.4.1 A.16.1.2 A.16.1.4"),
            ("AU-8", "A.12.4.4"),
            ("AU-9", "A.12.4.2 A.12.4.3 A.18.1.3"),
            ("AU-11", "A.12.4.1 A.16.1.7"),
            ("AU-12", "A.12.4.1 A.12.4.3"),
            ("AU-14", "A.12.4.1"),
            ("CA-3", "A.13.1.2 A.13.2.1 A.13.2.2"),
            ("CM-1", "A.5.1.1 A.5.1.2 A.6.1.1 A.12.1.1 A.18.1.1 A.18.2.2"),
            ("CM-3", "A.12.1.2 A.14.2.2 A.14.2.3 A.14.2.4"),
            ("CM-5", "A.9.2.3 A.9.4.5 A.12.1.2 A.12.1.4 A.12.5.1"),
            ("CM-7", "A.12.5.1"),
            ("CM-8", "A.8.1.1 A.8.1.2"),
            ("CM-9", "A.6.1.1"),
            ("CM-10", "A.18.1.2"),
            ("CM-11", "A.12.5.1 A.12.6.2"),
            ("CP-6", "A.11.1.4 A.17.1.2 A.17.2.1"),
            ("CP-7", "A.11.1.4 A.17.1.2 A.17.2.1"),
            ("CP-9", "A.12.3.1 A.17.1.2 A.18.1.3"),
            ("IA-2", "A.9.2.1"),
            ("IA-4", "A.9.2.1"),
            ("IA-5", "A.9.2.1 A.9.2.4 A.9.3.1 A.9.4.3"),
            ("IA-6", "A.9.4.2"),
            ("IA-8", "A.9.2.1"),
            ("IR-4", "A.16.1.4 A.16.1.5 A.16.1.6"),
            ("MP-2", "A.8.2.3 A.8.3.1 A.11.2.9"),
            ("MP-5", "A.8.2.3 A.8.3.1 A.8.3.3 A.11.2.5 A.11.2.6"),
            ("PL-8", "A.14.1.1"),
            ("SA-3", "A.6.1.1 A.6.1.5 A.14.1.1 A.14.2.1 A.14.2.6"),
            ("SA-10", "A.12.1.2 A.14.2.2 A.14.2.4 A.14.2.7"),
            ("SA-11", "A.14.2.7 A.14.2.8"),
            ("SC-7", "A.13.1.1 A.13.1.3 A.13.2.1 A.14.1.3"),
            ("SC-8", "A.8.2.3 A.13.1.1 A.13.2.1 A.13.2.3 A.14.1.2 A.14.1.3"),
            ("SC-12", "A.10.1.2"),
            ("SC-13", "A.10.1.1 A.14.1.2 A.14.1.3 A.18.1.5"),
            ("SC-28", "A.8.2.3"),
            ("SI-2", "A.12.6.1 A.14.2.2 A.14.2.3 A.16.1.3"),
            ("SI-3", "A.12.2.1"),
            ("SI-5", "A.6.1.4"),
        ]))
}
