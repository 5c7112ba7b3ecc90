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
import dev.outrank.bundle.shard.PackedTable;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.bundle.shard.ShardHeader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

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
     * Returns what the files are.
     *
     * @throws InvalidFieldException naming the field of the registration, the file and what was expected
     */
    InspectedFiles inspect(Registration registration) {
        Bundle bundle = inspecting("bundle", () -> openBundle(registration));
        List<ShardFacts> shards = inspecting("shards", () -> checkShards(registration.shards(), bundle));
        return new InspectedFiles(bundle.fingerprint(), shards);
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

    private List<ShardFacts> checkShards(URI shards, Bundle bundle) {
        if (!ArtifactSources.isRemote(shards)) {
            return checkShards(Path.of(shards), bundle);
        }
        try (BorrowedDirectory directory = BorrowedDirectory.make()) {
            descriptions.bring(shards, PlanPart.all(), directory.path());
            return ShardDescriptions.naming(shards, directory.path(), () -> checkShards(directory.path(), bundle));
        } catch (IOException e) {
            throw new InternalException("shards: " + shards + ": " + e + " (expected: a disk with room)", e);
        }
    }

    private static List<ShardFacts> checkShards(Path directory, Bundle bundle) {
        Path file = directory.resolve(PlanFormat.FILE_NAME);
        ShardingPlan plan = PlanFormat.read(file);
        if (!plan.bundleFingerprint().equals(bundle.fingerprint())) {
            throw new BundleException(file + ": bundleFingerprint: " + plan.bundleFingerprint() + " (expected: "
                    + bundle.fingerprint() + ", the bundle's; it was planned for another bundle)");
        }
        plan.requireCovers(bundle.manifest());
        List<ShardFacts> shards = new ArrayList<>();
        for (int shard = 0; shard < plan.packed().size(); shard++) {
            ShardFacts facts = checkShard(directory.resolve(PackedShard.directoryName(shard)), plan, shard);
            if (!plan.isLocal(shard)) {
                shards.add(facts);
            }
        }
        return shards;
    }

    private static ShardFacts checkShard(Path directory, ShardingPlan plan, int shard) {
        ShardHeader header = PackedShard.readHeader(directory);
        if (header.shard() != shard) {
            throw new BundleException(directory + ": shard: " + header.shard() + " (expected: " + shard + ")");
        }
        long expected = ShardFingerprint.of(plan, shard);
        if (header.fingerprint() != expected) {
            throw new BundleException(directory + ": fingerprint: " + Long.toHexString(header.fingerprint())
                    + " (expected: " + Long.toHexString(expected) + ", of plan.json; it was packed from another plan)");
        }
        long bytes = header.tables().stream().mapToLong(PackedTable::bytes).sum();
        return new ShardFacts(shard, HexFormat.of().toHexDigits(expected), bytes);
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
