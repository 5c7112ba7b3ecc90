package dev.outrank.config.registry.http;

import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.registry.report.ReplicaReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The body of a report: larger than those of changes, with the counts of all versions' traffic. */
final class ReportBody {

    /** Some hundred versions with traffic; one has about eight thousand. */
    static final int MOST_BYTES = 900_000;

    private static final int MOST_VERSIONS = 10_000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReportBody() {}

    /**
     * Reads a report to its end, or to the limit.
     *
     * @throws UnreadableReportException where it is none
     * @throws InvalidFieldException where it is of more versions than there can be
     */
    static ReplicaReport read(InputStream body) throws IOException {
        byte[] content = body.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw UnreadableReportException.tooLarge(MOST_BYTES);
        }
        ReplicaReport report = parse(content);
        requireFew("versions", report.versions());
        requireFew("traffic", report.traffic());
        return report;
    }

    private static ReplicaReport parse(byte[] content) {
        try {
            ReplicaReport report = content.length == 0 ? null : MAPPER.readValue(content, ReplicaReport.class);
            if (report == null) {
                throw UnreadableReportException.because(null);
            }
            return report;
        } catch (JacksonException e) {
            throw UnreadableReportException.because(e);
        }
    }

    private static void requireFew(String field, List<?> entries) {
        if (entries.size() > MOST_VERSIONS) {
            throw new InvalidFieldException(field, entries.size() + " (expected: at most " + MOST_VERSIONS + ")");
        }
    }
}
