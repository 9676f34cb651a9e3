/// Every tool of the server, in the order of the list: a line a family, whose file declares its tools.
package let allTools: [WazuhTool] = [
    connectionTools, alertTools, alertCountTools, vulnerabilityTools, agentTools, inventoryTools, assessmentTools,
    fileIntegrityTools, mitreTools, complianceTools, configurationTools, clusterTools, statisticsTools,
    logCollectorTools,
    ruleTools, patternTools, topThreatTools, threatTools, riskTools, reportTools, logTools,
].flatMap(\.self)
