package dev.outrank.artifact;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Brings what describes packed shards, without their rows. Thread-safe. */
public final class ShardDescriptions {

    /** As large as their readers take them. */
    private static final long MOST_BYTES = 64L << 20;

    /** A plan, and the headers of some hundreds of shards. */
    private static final long MOST_BYTES_TOGETHER = 4 * MOST_BYTES;

    /** Somebody waits for it. */
    private static final Duration MOST_TIME = Duration.ofMinutes(2);

    private final FileDownload download;
    private final long mostBytes;
    private final Duration mostTime;

    /** Makes descriptions that are read from a source. */
    public ShardDescriptions(ArtifactSource source) {
        this(new FileDownload(source), MOST_BYTES_TOGETHER, MOST_TIME);
    }

    ShardDescriptions(FileDownload download, long mostBytes, Duration mostTime) {
        this.download = download;
        this.mostBytes = mostBytes;
        this.mostTime = mostTime;
    }

    /**
     * Brings a plan, and the headers of some of its shards, to an empty directory, where they lie as beside the rows. Blocks; for two minutes at most, and at most for one wait for bytes more.
     *
     * @return the plan
     * @throws ArtifactException where a file cannot be had, or all are too large together
     * @throws SourceDownException where the source does not answer, or takes too long
     * @throws BundleException where the plan is none
     */
    public ShardingPlan bring(URI shards, PlanPart part, Path directory) {
        DownloadLimit limit = new DownloadLimit(mostBytes, mostTime);
        bringPlan(shards, directory.resolve(PlanFormat.FILE_NAME), limit);
        return naming(shards, directory, () -> {
            ShardingPlan plan = PlanFormat.read(directory.resolve(PlanFormat.FILE_NAME));
            for (int shard : part.shards().apply(plan).toArray()) {
                bringHeader(shards, shard, directory, limit);
            }
            return plan;
        });
    }

    /** Brings a plan to a file that is not there. */
    void bringPlan(URI shards, Path target) {
        bringPlan(shards, target, new DownloadLimit(mostBytes, mostTime));
    }

    private void bringPlan(URI shards, Path target, DownloadLimit limit) {
        ArtifactSources.requireDirectory(shards);
        atMost(ArtifactSources.child(shards, PlanFormat.FILE_NAME), target, limit);
    }

    /** Brings the header of a shard as it is now, whatever is there of an earlier time. */
    void bringHeader(URI shards, int shard, Path directory) throws IOException {
        String name = PackedShard.directoryName(shard);
        Path target = Files.createDirectories(directory.resolve(name)).resolve(PackedShard.HEADER_NAME);
        Files.deleteIfExists(target);
        bringHeader(shards, shard, directory, new DownloadLimit(mostBytes, mostTime));
    }

    private void bringHeader(URI shards, int shard, Path directory, DownloadLimit limit) {
        String name = PackedShard.directoryName(shard);
        atMost(
                ArtifactSources.child(shards, name + "/" + PackedShard.HEADER_NAME),
                directory.resolve(name).resolve(PackedShard.HEADER_NAME),
                limit);
    }

    private void atMost(URI file, Path target, DownloadLimit limit) {
        try {
            Files.createDirectories(target.getParent());
            download.atMost(file, MOST_BYTES, target, limit);
            FileDownload.forget(target);
        } catch (IOException e) {
            throw LocalDisk.failure(target, e);
        }
    }

    /** Runs something on a directory here; where that is wrong, says so by the address that it was brought from. */
    public static <T> T naming(URI shards, Path directory, Supplier<T> action) {
        try {
            return action.get();
        } catch (BundleException e) {
            String place = shards.toString().replaceFirst("/$", "");
            throw new BundleException(String.valueOf(e.getMessage()).replace(directory.toString(), place), e);
        }
    }
}
