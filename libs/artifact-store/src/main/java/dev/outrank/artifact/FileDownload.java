package dev.outrank.artifact;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files here. Thread-safe, one call at a time for each target. */
public final class FileDownload {

    private static final Logger log = LoggerFactory.getLogger(FileDownload.class);

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
     * where the target is there. Blocks.
     *
     * @param length the file must have, in bytes
     * @throws ArtifactException where it cannot be had, or has another length
     */
    public void exactly(URI file, long length, Path target) {
        download(file, length, length, target);
    }

    /**
     * Brings a file here whose length is not known, as {@link #exactly} does.
     *
     * @param most bytes that it may have
     */
    public void atMost(URI file, long most, Path target) {
        download(file, -1, most, target);
    }

    private void download(URI file, long expected, long most, Path target) {
        if (Files.exists(target)) {
            return;
        }
        try {
            Retry.of(file.toString(), retries).executeCallable(() -> {
                attempt(file, expected, most, target);
                return target;
            });
        } catch (ArtifactException e) {
            throw e;
        } catch (Exception e) {
            throw new ArtifactException(
                    file + ": " + e.getMessage() + ", " + ATTEMPTS + " times (expected: a file that can be read)", e);
        }
    }

    private void attempt(URI file, long expected, long most, Path target) throws IOException {
        Path part = sibling(target, PART);
        Path tagFile = sibling(target, TAG);
        @Nullable String tag = Files.exists(part) && Files.exists(tagFile) ? Files.readString(tagFile) : null;
        long have = tag == null ? 0 : Files.size(part);
        long whole;
        try (OpenArtifact open = source.open(file, have, tag)) {
            whole = open.length();
            requireLength(file, open.length(), expected, most);
            if (open.from() != have && open.from() != 0) {
                throw new ArtifactException(
                        file + ": begins at byte " + open.from() + " (expected: " + have + ", as was asked for)");
            }
            if (open.from() == have && have > 0) {
                log.debug("{}: goes on behind {} bytes", file, have);
            }
            Files.deleteIfExists(tagFile);
            append(file, open, part, most, tagFile);
        }
        requireWhole(file, whole < 0 ? expected : whole, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(tagFile);
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
    private static void append(URI file, OpenArtifact open, Path part, long most, Path tagFile) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(open.from());
            channel.position(open.from());
            if (open.tag() != null) {
                Files.writeString(tagFile, open.tag());
            }
            copy(file, open.content(), channel, most);
            channel.force(true);
        }
    }

    private static void copy(URI file, InputStream content, FileChannel channel, long most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            if (channel.position() + read > most) {
                throw new ArtifactException(file + ": more bytes than that (expected: at most " + most + ")");
            }
            ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /** A connection that ends early is not always an error. */
    private static void requireWhole(URI file, long expected, Path part) throws IOException {
        long have = Files.size(part);
        if (expected >= 0 && have != expected) {
            throw new IOException(file + ": " + have + " bytes came (expected: " + expected + ")");
        }
    }

    private static Path sibling(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }
}
