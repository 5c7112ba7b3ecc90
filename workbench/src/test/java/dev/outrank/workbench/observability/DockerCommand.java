package dev.outrank.workbench.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code docker} as a user would. What it prints goes to a file, so that no pipe fills up. */
final class DockerCommand {

    /**
     * The end of a run.
     *
     * @param status 0 where it went well
     * @param output both streams
     */
    record Ended(int status, String output) {

        /** Returns what was printed, without the last line's end. */
        String orFail() {
            if (status != 0) {
                throw new AssertionError("docker ended with " + status + " (expected: 0)\n" + output);
            }
            return output.strip();
        }
    }

    private final Path directory;
    private final Map<String, String> environment;

    /** Runs in a directory, with these variables beside the inherited ones. */
    DockerCommand(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** Returns why no stack can be run here; empty where one can. */
    static String obstacle() throws InterruptedException {
        DockerCommand docker = new DockerCommand(Path.of("").toAbsolutePath(), Map.of());
        try {
            Ended engine = docker.run(Duration.ofSeconds(20), List.of("info", "--format", "{{.ServerVersion}}"));
            if (engine.status() != 0) {
                return "no Docker engine answers: " + engine.output().strip();
            }
            Ended compose = docker.run(Duration.ofSeconds(20), List.of("compose", "version"));
            return compose.status() == 0
                    ? ""
                    : "no Compose v2: " + compose.output().strip();
        } catch (UncheckedIOException e) {
            return "no docker command: " + e.getMessage();
        }
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if it takes longer; it is ended then
     */
    Ended run(Duration patience, List<String> arguments) throws InterruptedException {
        try {
            Path output = Files.createTempFile("docker", ".log");
            try {
                return new Ended(status(patience, arguments, output), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(Duration patience, List<String> arguments, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("docker")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(arguments);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "docker " + arguments + ": not ended in " + patience + "\n" + Files.readString(output));
        }
        return process.exitValue();
    }
}
