package dev.outrank.workbench.replay;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which requests are sent. */
final class RequestOptions {

    private static final int DEFAULT_COUNT = 200;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--trace",
            paramLabel = "<file>",
            description = "Requests to send, from 'outrank generate-trace' or recorded (default: generated ones).")
    private @Nullable Path trace;

    @Option(
            names = "--workload",
            paramLabel = "<name|file>",
            description =
                    "Whose bags and candidates generated requests have: drm1, drm2, drm3, mlperf-dlrm-v2, or a file.")
    private @Nullable String workload;

    @Option(
            names = "--requests",
            paramLabel = "<n>",
            description = "How many distinct ones to encode and send in turn (default: " + DEFAULT_COUNT
                    + ", all of a trace).")
    private @Nullable Integer count;

    @Option(names = "--candidates", paramLabel = "<n>", description = "Of each generated request (default: as drawn).")
    private @Nullable Integer candidates;

    @Option(
            names = "--api",
            paramLabel = "<api>",
            defaultValue = "infer",
            converter = ApiConverter.class,
            description = "infer (the Open Inference Protocol in JSON), infer-binary (with binary tensors) or rank"
                    + " (default: ${DEFAULT-VALUE}).")
    private Api api;

    /** Returns the model's manifest. */
    Manifest manifest() {
        return Bundle.open(model).manifest();
    }

    /** Encodes the requests. */
    PreparedRequests prepare(Manifest manifest, long seed) {
        if (count != null && count < 1) {
            throw new CallerException("--requests: " + count + " (expected: at least 1)");
        }
        if (candidates != null && candidates < 1) {
            throw new CallerException("--candidates: " + candidates + " (expected: at least 1)");
        }
        if (trace == null) {
            return PreparedRequests.generated(
                    generator(manifest, seed), api, count == null ? DEFAULT_COUNT : count, candidates);
        }
        requireGenerated("--workload", workload);
        requireGenerated("--candidates", candidates);
        return PreparedRequests.ofTrace(trace, manifest, api, count == null ? Integer.MAX_VALUE : count);
    }

    private void requireGenerated(String option, @Nullable Object value) {
        if (value != null) {
            throw new CallerException(
                    option + ": " + value + " besides --trace " + trace + " (expected: one of the two)");
        }
    }

    private RequestGenerator generator(Manifest manifest, long seed) {
        return workload == null
                ? RequestGenerator.of(manifest, Map.of(), seed)
                : RequestGenerator.of(manifest, WorkloadCatalog.find(workload), seed);
    }
}
