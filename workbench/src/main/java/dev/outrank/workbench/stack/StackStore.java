package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The state of a stack in its home directory, and the lock that makes a home the home of one stack at a time. */
final class StackStore {

    private final Path home;
    private final Path file;
    private final JsonMapper json = JsonMapper.shared();

    StackStore(Path home) {
        this.home = home;
        this.file = home.resolve("stack.json");
    }

    /** Takes the lock for as long as the caller keeps it open; empty if another supervisor has it. */
    Optional<FileLock> tryLock() {
        @Nullable FileChannel channel = null;
        try {
            Files.createDirectories(home);
            channel = FileChannel.open(home.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            return Optional.empty();
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CallerException("--home: " + home + " (expected: a directory to write to; " + e + ")", e);
        }
    }

    /** Releases what {@link #tryLock} gave. */
    static void release(FileLock lock) {
        closeQuietly(lock.acquiredBy() instanceof FileChannel channel ? channel : null);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new InternalException("lock: " + e.getMessage() + " (expected: to close)", e);
            }
        }
    }

    Optional<StackState> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(file.toFile(), StackState.class));
        } catch (JacksonException e) {
            throw new CallerException(file + ": not a state of a stack (expected: JSON written by outrank up); "
                    + "end its processes by hand and delete it");
        }
    }

    /** Replaces the state in one step, so that a reader never sees half of it. */
    void write(StackState state) {
        try {
            Path next = home.resolve("stack.json.next");
            Files.writeString(next, json.writerWithDefaultPrettyPrinter().writeValueAsString(state));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CallerException("--home: " + home + " (expected: a directory to write to; " + e + ")", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CallerException(file + ": " + e + " (expected: a file to delete)", e);
        }
    }
}
