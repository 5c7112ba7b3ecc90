package dev.outrank.workbench.stack;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.workbench.plan.BundlePlanner;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans and packs bundles for a stack; what the same build of this program has packed already is taken as it is. */
public final class PackedModels {

    private static final int VERSION_DIGITS = 12;
    private static final String STRATEGY = "capacity";

    private PackedModels() {}

    /**
     * Returns the bundle as a version that is ready to register; the version's name says which bundle and how many shards.
     *
     * @param directory where packed models are kept
     */
    public static StackModel prepare(Path bundleDirectory, int shards, int replicas, Path directory) {
        Bundle bundle = Bundle.open(bundleDirectory);
        String model = bundle.manifest().name();
        String version = version(bundle, shards);
        Path packed = directory.resolve(model + "-" + version + "-r" + replicas + "-" + CodeFingerprint.current());
        if (!Files.exists(packed.resolve("plan.json"))) {
            ShardingPlan plan =
                    BundlePlanner.plan(bundle, STRATEGY, new PlanConstraints(shards, replicas, Long.MAX_VALUE));
            ShardPacker.pack(bundle, plan, packed, bytesDone -> {});
        }
        return new StackModel(model, version, bundleDirectory, packed);
    }

    /** Returns the bundle as a version that is packed already, by a plan of somebody's own. */
    public static StackModel take(Path bundleDirectory, Path packed) {
        Bundle bundle = Bundle.open(bundleDirectory);
        ShardingPlan plan = PlanFormat.read(packed.resolve(PlanFormat.FILE_NAME));
        return new StackModel(
                bundle.manifest().name(), version(bundle, plan.shards().size()), bundleDirectory, packed);
    }

    private static String version(Bundle bundle, int shards) {
        return bundle.fingerprint().substring(0, VERSION_DIGITS) + "-" + shards;
    }
}
