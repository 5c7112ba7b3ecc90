package dev.outrank.config.report;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.registry.report.ReplicaReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a stored report. Unknown fields are skipped: another server on the same database may be newer. */
final class ReportFormat {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportFormat() {}

    static String toJson(ReplicaReport report) {
        return MAPPER.writeValueAsString(report);
    }

    /**
     * Returns a report as it was stored.
     *
     * @throws BundleException where it is none
     */
    static ReplicaReport fromStored(String json) {
        try {
            return MAPPER.readValue(json, ReplicaReport.class);
        } catch (JacksonException e) {
            throw new BundleException("report: " + e.getOriginalMessage() + " (expected: a report of this format)", e);
        }
    }
}
