package dev.outrank.config.registry.http;

import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.registry.report.MemoryReport;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.ValueBuckets;
import dev.outrank.registry.report.VersionReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
     * @throws InvalidFieldException where a field has a value that cannot be
     */
    static ReplicaReport read(InputStream body) throws IOException {
        byte[] content = body.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw UnreadableReportException.tooLarge(MOST_BYTES);
        }
        ReplicaReport report = parse(content);
        requireWhole(report);
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

    private static void requireWhole(ReplicaReport report) {
        requireDistinct("versions", report.versions(), entry -> key("versions", entry.model(), entry.version()));
        report.versions().forEach(ReportBody::requireWhole);
        requireDistinct("traffic", report.traffic(), entry -> key("traffic", entry.model(), entry.version()));
        report.traffic().forEach(ReportBody::requireWhole);
        MemoryReport memory = report.memory();
        if (memory != null) {
            requireCount("memory.limitBytes", memory.limitBytes());
            requireCount("memory.usedBytes", memory.usedBytes());
        }
    }

    private static <T> void requireDistinct(String field, List<T> entries, Function<T, String> key) {
        if (entries.size() > MOST_VERSIONS) {
            throw new InvalidFieldException(field, entries.size() + " (expected: at most " + MOST_VERSIONS + ")");
        }
        Set<String> seen = new HashSet<>();
        for (T entry : entries) {
            if (!seen.add(key.apply(entry))) {
                throw new InvalidFieldException(field, "a version occurs twice (expected: distinct ones)");
            }
        }
    }

    private static String key(String field, @Nullable String model, @Nullable String version) {
        if (model == null || version == null) {
            throw new InvalidFieldException(field, "without a name (expected: model and version)");
        }
        return model + "\n" + version;
    }

    private static void requireWhole(VersionReport version) {
        VersionReport.@Nullable LoadState state = version.state();
        if (state == null) {
            throw new InvalidFieldException(
                    "versions.state", "missing (expected: LOADING, LOADED, DRAINING or FAILED)");
        }
    }

    private static void requireWhole(TrafficReport traffic) {
        requireCount("traffic.requests", traffic.requests());
        requireCount("traffic.errors", traffic.errors());
        requireCount("traffic.degraded", traffic.degraded());
        requireBuckets("traffic.latencyMicros", traffic.latencyMicros());
        requireBuckets("traffic.scores", traffic.scores());
    }

    private static void requireBuckets(String field, Map<Integer, Long> buckets) {
        buckets.forEach((bucket, count) -> {
            if (bucket < 0 || bucket >= ValueBuckets.COUNT) {
                throw new InvalidFieldException(
                        field, "bucket " + bucket + " (expected: 0 to " + (ValueBuckets.COUNT - 1) + ")");
            }
            requireCount(field, count);
        });
    }

    private static void requireCount(String field, long count) {
        if (count < 0) {
            throw new InvalidFieldException(field, count + " (expected: at least 0)");
        }
    }
}
