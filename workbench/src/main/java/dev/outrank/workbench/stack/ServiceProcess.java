package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** A started service with its log. */
final class ServiceProcess {

    private final ServiceSpec spec;
    private final Process process;
    private final Path log;
    private final Instant startedAt = Instant.now();

    private ServiceProcess(ServiceSpec spec, Process process, Path log) {
        this.spec = spec;
        this.process = process;
        this.log = log;
    }

    /** Starts the process; both its streams go to the end of the log. */
    static ServiceProcess start(ServiceSpec spec, Path log) {
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(spec.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new ServiceProcess(spec, process, log);
        } catch (IOException e) {
            throw new InternalException(
                    spec.name() + ": " + spec.command().getFirst() + " (expected: to start; " + e.getMessage() + ")",
                    e);
        }
    }

    ServiceSpec spec() {
        return spec;
    }

    Process process() {
        return process;
    }

    RecordedProcess recorded() {
        return RecordedProcess.of(spec.name(), process.toHandle(), spec.port());
    }

    Instant startedAt() {
        return startedAt;
    }

    OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    List<String> tail(int lines) {
        return LogTail.of(log, lines);
    }

    ServiceDiedException death() {
        return new ServiceDiedException(spec.name(), process.exitValue(), log.toString());
    }
}
