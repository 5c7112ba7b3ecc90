package dev.outrank.config.registry;

import dev.outrank.artifact.ArtifactException;
import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.PlanPart;
import dev.outrank.artifact.ShardDescriptions;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.bundle.shard.ShardHeader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Checks that a bundle, a plan and packed shards belong together before they become a version: a mistake is found here and not by eight
 * services that fail to load. Reads headers, not tables; those that lie elsewhere are brought to a directory that is deleted afterwards.
 */
final class BundleInspection {

    private final ShardDescriptions descriptions;

    BundleInspection(ShardDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * Returns the bundle's fingerprint.
     *
     * @throws InvalidFieldException naming the field of the registration, the file and what was expected
     */
    String inspect(Registration registration) {
        Bundle bundle = inspecting("bundle", () -> openBundle(registration));
        inspecting("shards", () -> checkShards(registration.shards(), bundle));
        return bundle.fingerprint();
    }

    private static Bundle openBundle(Registration registration) {
        Bundle bundle = Bundle.open(registration.bundle());
        String name = bundle.manifest().name();
        if (!name.equals(registration.model())) {
            throw new BundleException(registration.bundle() + ": model '" + name + "' (expected: '"
                    + registration.model() + "', the model it is registered for)");
        }
        return bundle;
    }

    private ShardingPlan checkShards(URI shards, Bundle bundle) {
        if (!ArtifactSources.isRemote(shards)) {
            return checkShards(Path.of(shards), bundle);
        }
        try (BorrowedDirectory directory = BorrowedDirectory.make()) {
            descriptions.bring(shards, PlanPart.all(), directory.path());
            return checkShards(directory.path(), bundle);
        } catch (IOException e) {
            throw new InternalException("shards: " + shards + ": " + e + " (expected: a disk with room)", e);
        }
    }

    private static ShardingPlan checkShards(Path directory, Bundle bundle) {
        Path file = directory.resolve(PlanFormat.FILE_NAME);
        ShardingPlan plan = PlanFormat.read(file);
        if (!plan.bundleFingerprint().equals(bundle.fingerprint())) {
            throw new BundleException(file + ": bundleFingerprint: " + plan.bundleFingerprint() + " (expected: "
                    + bundle.fingerprint() + ", the bundle's; it was planned for another bundle)");
        }
        plan.requireCovers(bundle.manifest());
        for (int shard = 0; shard < plan.packed().size(); shard++) {
            checkShard(directory.resolve(PackedShard.directoryName(shard)), plan, shard);
        }
        return plan;
    }

    private static void checkShard(Path directory, ShardingPlan plan, int shard) {
        ShardHeader header = PackedShard.readHeader(directory);
        if (header.shard() != shard) {
            throw new BundleException(directory + ": shard: " + header.shard() + " (expected: " + shard + ")");
        }
        long expected = ShardFingerprint.of(plan, shard);
        if (header.fingerprint() != expected) {
            throw new BundleException(directory + ": fingerprint: " + Long.toHexString(header.fingerprint())
                    + " (expected: " + Long.toHexString(expected) + ", of plan.json; it was packed from another plan)");
        }
    }

    private interface Inspection<T> {
        T run();
    }

    private static <T> T inspecting(String field, Inspection<T> inspection) {
        try {
            return inspection.run();
        } catch (BundleException | ArtifactException e) {
            throw new InvalidFieldException(field, String.valueOf(e.getMessage()), e);
        }
    }
}
