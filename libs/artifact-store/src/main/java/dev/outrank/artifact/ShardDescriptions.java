package dev.outrank.artifact;

import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings what describes packed shards, without their rows. Thread-safe. */
public final class ShardDescriptions {

    /** As large as their readers take them. */
    private static final long MOST_BYTES = 64L << 20;

    private final FileDownload download;

    /** Makes descriptions that are read from a source. */
    public ShardDescriptions(ArtifactSource source) {
        this(new FileDownload(source));
    }

    ShardDescriptions(FileDownload download) {
        this.download = download;
    }

    /**
     * Brings a plan, and the headers of some of its shards, to a directory, where they lie as beside the rows. Blocks.
     *
     * @return the plan
     * @throws ArtifactException where a file cannot be had
     * @throws dev.outrank.bundle.failure.BundleException where the plan is none
     */
    public ShardingPlan bring(URI shards, PlanPart part, Path directory) throws IOException {
        Path planFile = directory.resolve(PlanFormat.FILE_NAME);
        download.atMost(ArtifactSources.child(shards, PlanFormat.FILE_NAME), MOST_BYTES, planFile);
        ShardingPlan plan = PlanFormat.read(planFile);
        for (int shard : part.shards().apply(plan).toArray()) {
            String name = PackedShard.directoryName(shard);
            Path header = Files.createDirectories(directory.resolve(name)).resolve(PackedShard.HEADER_NAME);
            download.atMost(ArtifactSources.child(shards, name + "/" + PackedShard.HEADER_NAME), MOST_BYTES, header);
        }
        return plan;
    }
}
