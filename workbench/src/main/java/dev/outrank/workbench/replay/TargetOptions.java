package dev.outrank.workbench.replay;

import dev.outrank.bundle.manifest.Manifest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is asked. */
final class TargetOptions {

    @Option(
            names = "--target",
            paramLabel = "<url>",
            defaultValue = "http://127.0.0.1:8080",
            description = "A gateway or a ranking service (default: ${DEFAULT-VALUE}).")
    private URI target;

    @Option(
            names = "--model-version",
            paramLabel = "<version>",
            description = "Which version of the model (default: the active one).")
    private @Nullable String version;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            defaultValue = "64",
            description =
                    "At most so many at a time; requests wait beyond, and their latency says so (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--timeout-ms",
            paramLabel = "<ms>",
            defaultValue = "5000",
            description = "For a connection, and again for an answer (default: ${DEFAULT-VALUE}).")
    private long timeoutMillis;

    ReplayTarget target(Manifest manifest) {
        return new ReplayTarget(target, manifest.name(), version, connections, Duration.ofMillis(timeoutMillis));
    }
}
