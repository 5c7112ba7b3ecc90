package dev.outrank.artifact;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories on disk that are made once and kept while there is room. Thread-safe; makes several at a time, each once. Owns its root: no other process may use it.
 *
 * <p>A directory is made in {@code partial/}, where what is there of it stays after a failure, for the next time, and moved to {@code entries/} in one step when it is whole. While
 * somebody holds it, it stays. When another needs the room, those that nobody holds are deleted, the one longest unused first.
 */
public final class DirectoryCache implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryCache.class);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");

    private final Path entries;
    private final Path partial;
    private final long maxBytes;
    private final DirectoryLock lock;

    // Guarded by this, which nobody has while a directory is being made.
    private final Map<String, Integer> holds = new HashMap<>();
    private final Map<String, Long> making = new HashMap<>();

    /** Makes what is missing in a directory. */
    @FunctionalInterface
    public interface Filler {

        /**
         * Makes a directory whole; files that are there already are of an earlier try.
         *
         * @param room to be asked before much is written
         */
        void fill(Path directory, Room room) throws IOException;
    }

    /** Makes room in the cache. */
    @FunctionalInterface
    public interface Room {

        /**
         * Makes room for a directory of this size.
         *
         * @param bytes of the whole directory, what is there of it included
         * @throws CapacityException where that is not to be had; nothing was deleted then
         */
        void make(long bytes);
    }

    /**
     * Makes a cache; what an earlier process left there is kept.
     *
     * @param maxBytes of all directories, but for the few bytes that are written before room is asked for
     * @throws InternalException where the directory cannot be used, or another process has it
     */
    public DirectoryCache(Path root, long maxBytes) {
        this.entries = root.resolve("entries");
        this.partial = root.resolve("partial");
        this.maxBytes = maxBytes;
        try {
            Files.createDirectories(entries);
            Files.createDirectories(partial);
            this.lock = DirectoryLock.of(root);
        } catch (IOException e) {
            throw new InternalException(root + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    /** A directory that stays until it is closed. Thread-safe. */
    public final class Held implements AutoCloseable {

        private final String key;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Held(String key) {
            this.key = key;
        }

        /** Returns where it is; not to be written to. */
        public Path directory() {
            return entries.resolve(key);
        }

        /** Lets it go; a second call does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                letGo(key);
            }
        }

        /** Lets it go because what is there is wrong: it is deleted, unless others hold it, and made anew the next time. */
        public void discard() {
            if (closed.compareAndSet(false, true)) {
                letGo(key);
                deleteUnheld(key);
            }
        }
    }

    /**
     * Returns a directory, made by the filler where it is not there. Blocks.
     *
     * @param key its name: 1 to 200 letters, digits, {@code _}, {@code .} or {@code -}
     * @throws CapacityException where there is no room for it
     */
    public Held hold(String key, Filler filler) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key: '" + key + "' (expected: " + KEY + ")");
        }
        Held held = take(key);
        boolean whole = false;
        try {
            Path entry = held.directory();
            if (!Files.isDirectory(entry)) {
                Path directory = Files.createDirectories(partial.resolve(key));
                filler.fill(directory, bytes -> makeRoom(key, bytes));
                publish(directory, entry);
            }
            touch(entry);
            whole = true;
            return held;
        } catch (IOException e) {
            throw LocalDisk.failure(held.directory(), e);
        } finally {
            made(key);
            if (!whole) {
                held.close();
            }
        }
    }

    /** Waits while another makes it, and then makes it in its place. */
    private synchronized Held take(String key) {
        try {
            while (making.containsKey(key)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InternalException(key + ": interrupted (expected: time until another has made it)", e);
        }
        making.put(key, 0L);
        holds.merge(key, 1, Integer::sum);
        return new Held(key);
    }

    /** Not while another one counts what there is, which would see it twice or not at all. */
    private synchronized void publish(Path directory, Path entry) throws IOException {
        Files.move(directory, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    private synchronized void made(String key) {
        making.remove(key);
        notifyAll();
    }

    /** Its use ends now. */
    private synchronized void letGo(String key) {
        try {
            if (Files.isDirectory(entries.resolve(key))) {
                touch(entries.resolve(key));
            }
        } catch (IOException e) {
            log.debug("{} cannot be touched", key, e);
        }
        holds.computeIfPresent(key, (name, count) -> count == 1 ? null : count - 1);
    }

    private synchronized void deleteUnheld(String key) {
        if (!holds.containsKey(key)) {
            log.info("Deleted {}, because it is wrong", entries.resolve(key));
            delete(entries.resolve(key));
        }
    }

    private static void touch(Path entry) throws IOException {
        Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private synchronized void makeRoom(String key, long bytes) {
        List<Kept> others = others(key);
        long used = others.stream().mapToLong(Kept::bytes).sum();
        List<Kept> evicted = new ArrayList<>();
        for (Kept kept : others) {
            if (used + bytes <= maxBytes) {
                break;
            }
            if (!kept.held()) {
                evicted.add(kept);
                used -= kept.bytes();
            }
        }
        if (used + bytes > maxBytes) {
            throw new CapacityException(
                    "cache: " + bytes + " bytes for " + key + " beside " + used + " in use (expected: at most "
                            + maxBytes + " together; give the cache more room, or retire versions)");
        }
        for (Kept kept : evicted) {
            log.info("Deleted {}, {} bytes, for {}", kept.directory(), kept.bytes(), key);
            delete(kept.directory());
        }
        making.put(key, bytes);
    }

    private record Kept(Path directory, long bytes, boolean held, FileTime used) {}

    /** Returns all directories but those of a key, the one longest unused first. */
    private List<Kept> others(String key) {
        try (Stream<Path> whole = Files.list(entries);
                Stream<Path> parts = Files.list(partial)) {
            return Stream.concat(whole, parts)
                    .filter(directory -> !directory.getFileName().toString().equals(key))
                    .map(this::kept)
                    .sorted(Comparator.comparing(Kept::used))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Kept kept(Path directory) {
        try {
            String key = directory.getFileName().toString();
            // Where it is being made, as many as it was promised.
            long bytes = Math.max(DirectoryTree.bytes(directory), making.getOrDefault(key, 0L));
            return new Kept(directory, bytes, holds.containsKey(key), Files.getLastModifiedTime(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes of the directories that are there, whole or not. */
    public synchronized long usedBytes() {
        return others("").stream().mapToLong(Kept::bytes).sum();
    }

    private static void delete(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets another process have the directory; all that is there stays. */
    @Override
    public synchronized void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
