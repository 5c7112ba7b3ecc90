package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes one image: unpacks the jar (a nested jar is slow to load from), then runs the service up to the point where it would
 * start to serve and records the classes it loaded (JEP 514). A recording that fails costs only its advantage, and is told.
 */
final class ImageBuilder {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final String RECORD_LOG = "record.log";

    private final ServiceJar jar;
    private final Path directory;
    private final Consumer<String> progress;
    private final Path cache;
    private final Path unpackedMark;
    private final Path recordedMark;

    ImageBuilder(ServiceJar jar, Path directory, Consumer<String> progress) {
        this.jar = jar;
        this.directory = directory;
        this.progress = progress;
        this.cache = directory.resolve("start-up.aot");
        this.unpackedMark = directory.resolve("unpacked");
        this.recordedMark = directory.resolve("recorded");
    }

    boolean isRecorded() {
        return Files.exists(recordedMark);
    }

    ServiceImage build(boolean record) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path app = directory.resolve("app");
        Path unpacked = app.resolve(jar.path().getFileName());
        if (!Files.exists(unpackedMark)) {
            FileTrees.delete(directory);
            Files.createDirectories(directory);
            unpack(java, app);
            Files.writeString(unpackedMark, "");
        }
        if (record && !isRecorded()) {
            record(new ServiceImage(jar.kind(), java, unpacked, null));
            Files.writeString(recordedMark, "");
        }
        return new ServiceImage(jar.kind(), java, unpacked, Files.exists(cache) ? cache : null);
    }

    private void unpack(Path java, Path app) throws IOException, InterruptedException {
        List<String> command = List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djarmode=tools",
                "-jar",
                jar.path().toString(),
                "extract",
                "--destination",
                app.toString());
        if (run(command, "unpack.log") != 0) {
            throw new InternalException(jar.path() + ": cannot be unpacked (expected: a Spring Boot jar; "
                    + directory.resolve("unpack.log") + " says more)");
        }
    }

    private void record(ServiceImage image) throws IOException, InterruptedException {
        Path recorded = directory.resolve("start-up.aot.next");
        List<String> plain = image.command(
                JvmGoal.QUICK_START,
                List.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:recording",
                        "--outrank.embedding.shard=0",
                        "--outrank.config.url=http://127.0.0.1:1",
                        "--outrank.registry.url=http://127.0.0.1:1",
                        "--outrank.registry.last-known-good=" + directory.resolve("recording.json")));
        List<String> command = new ArrayList<>(plain);
        command.addAll(1, List.of("-XX:AOTCacheOutput=" + recorded, "-Dspring.context.exit=onRefresh"));
        // A service that did not come up leaves a cache too, of what it loaded until it failed.
        if (run(command, RECORD_LOG) == 0 && Files.exists(recorded)) {
            Files.move(recorded, cache, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(recorded);
            progress.accept(jar.kind().module() + " starts slowly: what it loads could not be recorded, see "
                    + directory.resolve(RECORD_LOG));
        }
    }

    private int run(List<String> command, String log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        try {
            return process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
