package dev.outrank.artifact;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardHeader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where packed shards are on this machine: at their place, where that is a directory here, else in a cache, to which they are brought. Thread-safe; owns the cache, whose directory is made,
 * and locked, when the first shard is brought.
 *
 * <p>Of a plan's shards only the part that is asked for is brought. It is checked before anybody sees it: each header's own checksum, that it was packed of the bundle that is wanted, and the
 * checksums of all rows. What does not agree is deleted, so that the next try begins anew.
 */
public final class ShardPlaces implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardPlaces.class);
    private static final int KEY_DIGITS = 32;

    private final FileDownload download;
    private final ShardDescriptions descriptions;
    private final Path cacheDirectory;
    private final long cacheBytes;
    private @Nullable DirectoryCache cache;

    /**
     * Makes places.
     *
     * @param source not owned
     * @param cache the directory of the cache; no other process may use it
     * @param cacheBytes of all that is kept there
     */
    public ShardPlaces(ArtifactSource source, Path cache, long cacheBytes) {
        this.download = new FileDownload(source);
        this.descriptions = new ShardDescriptions(download);
        this.cacheDirectory = cache;
        this.cacheBytes = cacheBytes;
    }

    /**
     * A directory with {@code plan.json} and the shards that were asked for. Stays until it is closed.
     *
     * @param directory not to be written to
     * @param held by which it stays; null where it is not ours
     */
    public record Place(Path directory, DirectoryCache.@Nullable Held held) implements AutoCloseable {

        @Override
        public void close() {
            if (held != null) {
                held.close();
            }
        }
    }

    /**
     * Returns where shards are. Blocks while they are brought.
     *
     * @param shards the directory with all shards of the plan: {@code file:}, {@code http:}, {@code https:} or {@code s3:}
     * @param bundleFingerprint of the bundle that they were packed of
     * @throws ArtifactException where a file cannot be had
     * @throws BundleException where it is not what it should be
     * @throws dev.outrank.bundle.failure.CapacityException where the cache has no room
     */
    public Place of(URI shards, String bundleFingerprint, PlanPart part) {
        if (!ArtifactSources.isRemote(shards)) {
            return new Place(local(shards), null);
        }
        DirectoryCache.Held held = cache().hold(
                        key(shards, bundleFingerprint, part),
                        (directory, room) -> bring(shards, bundleFingerprint, part, directory, room));
        return new Place(held.directory(), held);
    }

    private synchronized DirectoryCache cache() {
        if (cache == null) {
            cache = new DirectoryCache(cacheDirectory, cacheBytes);
        }
        return cache;
    }

    private static Path local(URI shards) {
        try {
            if ("file".equals(shards.getScheme())) {
                return Path.of(shards);
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            log.debug("{} is no directory here", shards, e);
        }
        throw new BundleException("shards: '" + shards + "' (expected: a URI with file:, http:, https: or s3:)");
    }

    private static String key(URI shards, String bundleFingerprint, PlanPart part) {
        String text = shards + "\n" + bundleFingerprint;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS) + "-" + part.name();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: every Java platform has it)", e);
        }
    }

    private void bring(URI shards, String bundleFingerprint, PlanPart part, Path directory, DirectoryCache.Room room)
            throws IOException {
        try {
            ShardingPlan plan = descriptions.bring(shards, part, directory);
            List<String> names = part.shards()
                    .apply(plan)
                    .mapToObj(PackedShard::directoryName)
                    .toList();
            List<ShardHeader> headers = new ArrayList<>();
            for (String name : names) {
                ShardHeader header = PackedShard.readHeader(directory.resolve(name));
                requireOf(bundleFingerprint, header, name);
                headers.add(header);
            }
            room.make(headers.stream().mapToLong(ShardPlaces::bytes).sum());
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                bring(ArtifactSources.child(shards, name + "/"), headers.get(i), directory.resolve(name));
            }
        } catch (BundleException e) {
            clear(directory);
            throw new BundleException(shards + ": brought here, and not what it should be: " + e.getMessage(), e);
        }
    }

    private static void requireOf(String bundleFingerprint, ShardHeader header, String name) {
        if (!header.bundleFingerprint().equals(bundleFingerprint)) {
            throw new BundleException(name + "/" + PackedShard.HEADER_NAME + ": bundleFingerprint "
                    + header.bundleFingerprint() + " (expected: " + bundleFingerprint
                    + " as registered; pack the bundle again)");
        }
    }

    private static long bytes(ShardHeader header) {
        return header.files().values().stream().mapToLong(Long::longValue).sum();
    }

    private void bring(URI from, ShardHeader header, Path directory) {
        log.info("Bringing {}: {} files, {} bytes", from, header.files().size(), bytes(header));
        header.files()
                .forEach((name, length) ->
                        download.exactly(ArtifactSources.child(from, name), length, directory.resolve(name)));
        try (PackedShard packed = PackedShard.open(directory, MemorySettings.of(MemoryMode.MAPPED))) {
            packed.verifyChecksums();
        }
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Lets another process have the cache. */
    @Override
    public synchronized void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
