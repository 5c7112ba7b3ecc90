package dev.outrank.artifact;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where packed shards are on this machine: at their place, where that is a directory here, else in a cache, to which they are brought. Thread-safe; owns the cache, whose directory is made,
 * and locked, when the first shard is brought.
 *
 * <p>The plan is read at its source each time, and what is in the cache is found by that plan: another one at the same address is another entry. Where the source does not give it, the plan whose shards
 * were brought from that address last serves on. Of a plan's shards only the part that is asked for is brought, and checked before anybody sees it: each header against the plan, and the checksums of
 * all rows.
 */
public final class ShardPlaces implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardPlaces.class);

    private final ShardDownload download;
    private final KnownPlans plans;
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
        ShardDescriptions descriptions = new ShardDescriptions(source);
        this.download = new ShardDownload(source, new FileDownload(source), descriptions);
        this.plans = new KnownPlans(descriptions, cache.resolve("plans"));
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

        /** Closes it because what is there is wrong: what was brought is brought anew the next time. */
        public void discard() {
            if (held != null) {
                held.discard();
            }
        }
    }

    /**
     * Returns where shards are. Blocks while they are brought.
     *
     * @param shards the directory with all shards of the plan: {@code file:}, {@code http:}, {@code https:} or {@code s3:}
     * @param bundleFingerprint of the bundle that they were packed of
     * @throws ArtifactException where there is no such file
     * @throws SourceDownException where its source does not answer
     * @throws BundleException where it is not what it should be
     * @throws dev.outrank.bundle.failure.CapacityException where the cache has no room
     */
    public Place of(URI shards, String bundleFingerprint, PlanPart part) {
        if (!ArtifactSources.isRemote(shards)) {
            return new Place(local(shards), null);
        }
        ArtifactSources.requireDirectory(shards);
        DirectoryCache entries = cache();
        byte[] plan = plans.plan(shards, bundleFingerprint);
        DirectoryCache.Held held = right(entries, shards, bundleFingerprint, part, plan);
        try {
            plans.used(shards, bundleFingerprint, plan);
            return new Place(held.directory(), held);
        } catch (RuntimeException | Error e) {
            held.close();
            throw e;
        }
    }

    /** Holds an entry that is what its plan says; one that is not is brought anew, once. */
    private DirectoryCache.Held right(
            DirectoryCache entries, URI shards, String bundleFingerprint, PlanPart part, byte[] plan) {
        DirectoryCache.Held held = hold(entries, shards, bundleFingerprint, part, plan);
        try {
            if (isRight(held.directory(), part)) {
                return held;
            }
        } catch (RuntimeException | Error e) {
            held.close();
            throw e;
        }
        held.discard();
        return hold(entries, shards, bundleFingerprint, part, plan);
    }

    private DirectoryCache.Held hold(
            DirectoryCache entries, URI shards, String bundleFingerprint, PlanPart part, byte[] plan) {
        String key = KnownPlans.digest(plan, bundleFingerprint) + "-" + part.name();
        return entries.hold(key, (directory, room) -> {
            Files.write(directory.resolve(PlanFormat.FILE_NAME), plan);
            bring(shards, bundleFingerprint, part, directory, room);
        });
    }

    private void bring(URI shards, String bundleFingerprint, PlanPart part, Path directory, DirectoryCache.Room room)
            throws IOException {
        try {
            ShardingPlan plan = PlanFormat.read(directory.resolve(PlanFormat.FILE_NAME));
            requireOf(bundleFingerprint, plan);
            download.bring(shards, plan, part.shards().apply(plan).toArray(), directory, room);
        } catch (BundleException e) {
            throw new BundleException(
                    shards + ": brought here, and not what it should be: "
                            + String.valueOf(e.getMessage()).replace(directory + "/", ""),
                    e);
        }
    }

    private static void requireOf(String bundleFingerprint, ShardingPlan plan) {
        if (!plan.bundleFingerprint().equals(bundleFingerprint)) {
            throw new BundleException(PlanFormat.FILE_NAME + ": bundleFingerprint " + plan.bundleFingerprint()
                    + " (expected: " + bundleFingerprint + " as registered; pack the bundle again)");
        }
    }

    /** Returns whether an entry is what its plan says, as far as that can be seen without reading its rows. */
    private static boolean isRight(Path directory, PlanPart part) {
        try {
            ShardingPlan plan = PlanFormat.read(directory.resolve(PlanFormat.FILE_NAME));
            part.shards().apply(plan).forEach(shard -> ShardDownload.requireOf(plan, shard, directory));
            return true;
        } catch (BundleException e) {
            log.warn("In the cache, and not what it should be: {}", e.getMessage());
            return false;
        }
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

    /** Lets another process have the cache. */
    @Override
    public synchronized void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
