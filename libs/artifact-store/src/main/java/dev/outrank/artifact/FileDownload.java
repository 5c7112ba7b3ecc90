package dev.outrank.artifact;

import dev.outrank.bundle.failure.InternalException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings files here. Thread-safe, one call at a time for each target. */
public final class FileDownload {

    private static final String PART = ".part";
    private static final String TAG = ".tag";
    private static final int CHUNK = 1 << 20;
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final double GROWTH = 2;

    private final ArtifactSource source;
    private final RetryConfig retries;

    /** Makes downloads that are tried five times, with pauses that double. */
    public FileDownload(ArtifactSource source) {
        this(source, FIRST_PAUSE);
    }

    FileDownload(ArtifactSource source, Duration firstPause) {
        this.source = source;
        this.retries = RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(firstPause, GROWTH))
                .retryOnException(IOException.class::isInstance)
                .build();
    }

    /**
     * Brings a file here. The target appears when all of its bytes are on the disk; what is there of it before, from an earlier try, is beside it. Does nothing
     * where the target is there. Blocks. What the source said the file is stays beside it, for {@link #tag}.
     *
     * @param length the file must have, in bytes
     * @throws ArtifactException where there is none, or it has another length
     * @throws SourceDownException where it did not come, five times
     * @throws InternalException where it cannot be written
     */
    public void exactly(URI file, long length, Path target) {
        download(file, length, length, target, DownloadLimit.none());
    }

    /**
     * Brings a file here whose length is not known, as {@link #exactly} does.
     *
     * @param most bytes that it may have
     */
    public void atMost(URI file, long most, Path target) {
        atMost(file, most, target, DownloadLimit.none());
    }

    void atMost(URI file, long most, Path target, DownloadLimit limit) {
        download(file, -1, most, target, limit);
    }

    private void download(URI file, long expected, long most, Path target, DownloadLimit limit) {
        if (Files.exists(target)) {
            return;
        }
        try {
            Retry.of(file.toString(), retries).executeCallable(() -> {
                limit.count(file, 0);
                attempt(file, expected, most, target, limit);
                return target;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SourceDownException(
                    file + ": tried " + ATTEMPTS + " times: " + e + " (expected: a source that answers)", e);
        }
    }

    private void attempt(URI file, long expected, long most, Path target, DownloadLimit limit) throws IOException {
        Path part = sibling(target, PART);
        long have = LocalDisk.with(target, () -> resumable(part, expected));
        @Nullable String tag = have == 0 ? null : tag(target);
        long whole;
        try (OpenArtifact open = source.open(file, tag == null ? 0 : have, tag)) {
            whole = open.length();
            requireLength(file, open.length(), expected, most);
            append(file, open, target, most, limit);
        }
        requireWhole(whole < 0 ? expected : whole, part);
        LocalDisk.with(target, () -> Files.move(part, target, StandardCopyOption.ATOMIC_MOVE));
    }

    /** Returns the bytes that need not come again: not the last one, because only with an answer to it the source says that it is the same file. */
    private static long resumable(Path part, long expected) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        return expected > 0 ? Math.min(have, expected - 1) : have;
    }

    /** Returns the tag of what was downloaded to a target, or of its beginning; null where the source gave none. */
    static @Nullable String tag(Path target) {
        Path file = sibling(target, TAG);
        String tag = LocalDisk.with(file, () -> Files.exists(file) ? Files.readString(file) : "");
        return tag.isBlank() ? null : tag;
    }

    /** Deletes what is known of how a target came here. */
    static void forget(Path target) throws IOException {
        Files.deleteIfExists(sibling(target, TAG));
    }

    private static void requireLength(URI file, long length, long expected, long most) {
        if (expected >= 0 && length >= 0 && length != expected) {
            throw new ArtifactException(file + ": " + length + " bytes (expected: " + expected + ")");
        }
        if (length > most) {
            throw new ArtifactException(file + ": " + length + " bytes (expected: at most " + most + ")");
        }
    }

    /** Writes what comes behind what is there. The tag is noted once the old bytes of another file are gone. */
    private static void append(URI file, OpenArtifact open, Path target, long most, DownloadLimit limit)
            throws IOException {
        try (FileChannel channel = LocalDisk.with(target, () -> begin(open, target))) {
            copy(file, open.content(), channel, most, target, limit);
            LocalDisk.with(target, () -> {
                channel.force(true);
                return channel;
            });
        }
    }

    private static FileChannel begin(OpenArtifact open, Path target) throws IOException {
        FileChannel channel =
                FileChannel.open(sibling(target, PART), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            forget(target);
            channel.truncate(open.from());
            channel.position(open.from());
            if (open.tag() != null) {
                Files.writeString(sibling(target, TAG), open.tag());
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void copy(
            URI file, InputStream content, FileChannel channel, long most, Path target, DownloadLimit limit)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        long have = LocalDisk.with(target, channel::position);
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            have += read;
            if (have > most) {
                throw new ArtifactException(file + ": more bytes than that (expected: at most " + most + ")");
            }
            limit.count(file, read);
            ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
            while (rest.hasRemaining()) {
                LocalDisk.with(target, () -> channel.write(rest));
            }
        }
    }

    /** A connection that ends early is not always an error. */
    private static void requireWhole(long expected, Path part) throws IOException {
        long have = Files.size(part);
        if (expected >= 0 && have != expected) {
            throw new IOException(have + " bytes came (expected: " + expected + ")");
        }
    }

    private static Path sibling(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }
}
