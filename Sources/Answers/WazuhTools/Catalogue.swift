/// Every tool of the server, in the order of the list.
package let allTools: [WazuhTool] =
    connectionTools + alertTools + alertCountTools + vulnerabilityTools + agentTools + inventoryTools + packageTools
    + assessmentTools + fileIntegrityTools + mitreTools + complianceTools
    + configurationTools + clusterTools
    + statisticsTools + ruleTools
    + patternTools + threatTools + riskTools + reportTools
    + logTools
