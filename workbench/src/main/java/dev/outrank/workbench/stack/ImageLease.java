package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says which images a running stack uses, so that a command of a newer build leaves them alone: services open what they were unpacked
 * to at any time. One file a stack beside the images; it counts for as long as the process that wrote it lives.
 *
 * <p>Taken and looked at under the lock of the images only.
 */
final class ImageLease implements AutoCloseable {

    private static final String SUFFIX = ".lease";

    private final Path file;

    private ImageLease(Path file) {
        this.file = file;
    }

    /** What the file says. */
    private record Lease(RecordedProcess owner, List<String> images) {}

    /** Takes the images, directories in {@code directory}, for this process. */
    static ImageLease take(Path directory, Collection<String> images) throws IOException {
        Path file = directory.resolve(UUID.randomUUID() + SUFFIX);
        write(file, ProcessHandle.current(), images);
        return new ImageLease(file);
    }

    /** Writes a lease in the name of any process. */
    static void write(Path file, ProcessHandle owner, Collection<String> images) throws IOException {
        RecordedProcess process = RecordedProcess.of("supervisor", owner, 0);
        Files.writeString(file, JsonMapper.shared().writeValueAsString(new Lease(process, List.copyOf(images))));
    }

    /** Returns the images that living processes hold; deletes the leases of those that ended without a word. */
    static Set<String> inUse(Path directory) throws IOException {
        Set<String> used = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                Lease lease = read(file);
                if (lease.owner().find().isPresent()) {
                    used.addAll(lease.images());
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        return used;
    }

    /** Half a lease is what a process left that was killed while it wrote: nobody's. */
    private static Lease read(Path file) throws IOException {
        try {
            return JsonMapper.shared().readValue(Files.readString(file), Lease.class);
        } catch (JacksonException e) {
            return new Lease(new RecordedProcess("unknown", Long.MAX_VALUE, 0, 0), List.of());
        }
    }

    /** Gives the images back. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InternalException(file + ": " + e + " (expected: a file to delete)", e);
        }
    }
}
