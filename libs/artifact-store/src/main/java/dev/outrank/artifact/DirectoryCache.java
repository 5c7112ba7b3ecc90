package dev.outrank.artifact;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories on disk that are made once and kept while there is room. Thread-safe; makes one directory at a time. Owns its root: no other process may use it.
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
    private final FileChannel lockFile;

    /** Only grows under this, as directories only go; lets go without waiting for whoever makes one. */
    private final Map<String, Integer> holds = new ConcurrentHashMap<>();

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
            this.lockFile = lock(root);
        } catch (IOException e) {
            throw new InternalException(root + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            log.debug("{} is locked by this process", root);
        }
        if (lock == null) {
            channel.close();
            throw new InternalException(root + ": used by another process (expected: a directory of its own for each)");
        }
        return channel;
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
    }

    /**
     * Returns a directory, made by the filler where it is not there. Blocks.
     *
     * @param key its name: 1 to 200 letters, digits, {@code _}, {@code .} or {@code -}
     * @throws CapacityException where there is no room for it
     */
    public synchronized Held hold(String key, Filler filler) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key: '" + key + "' (expected: " + KEY + ")");
        }
        Path entry = entries.resolve(key);
        try {
            if (!Files.isDirectory(entry)) {
                Path making = Files.createDirectories(partial.resolve(key));
                filler.fill(making, bytes -> makeRoom(key, bytes));
                Files.move(making, entry, StandardCopyOption.ATOMIC_MOVE);
            }
            touch(entry);
        } catch (IOException e) {
            throw new InternalException(entry + ": " + e + " (expected: a disk with room)", e);
        }
        holds.merge(key, 1, Integer::sum);
        return new Held(key);
    }

    /** Never waits for a directory that is being made. Its use ends now. */
    private void letGo(String key) {
        try {
            touch(entries.resolve(key));
        } catch (IOException e) {
            log.debug("{} cannot be touched", key, e);
        }
        holds.computeIfPresent(key, (name, count) -> count == 1 ? null : count - 1);
    }

    private static void touch(Path entry) throws IOException {
        Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private void makeRoom(String key, long bytes) {
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
            boolean held = directory.startsWith(entries)
                    && holds.containsKey(directory.getFileName().toString());
            return new Kept(directory, bytes(directory), held, Files.getLastModifiedTime(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes of the directories that are there, whole or not. */
    public synchronized long usedBytes() {
        return others("").stream().mapToLong(Kept::bytes).sum();
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DirectoryCache::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets another process have the directory; all that is there stays. */
    @Override
    public synchronized void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
