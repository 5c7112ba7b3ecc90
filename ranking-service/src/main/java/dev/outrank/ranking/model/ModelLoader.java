package dev.outrank.ranking.model;

import dev.outrank.artifact.PlanPart;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.dense.IdleMemory;
import dev.outrank.ranking.execution.ExecutionResources;
import dev.outrank.ranking.execution.VersionExecution;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.observe.SharedMeters;
import dev.outrank.ranking.observe.TrafficCounts;
import dev.outrank.ranking.observe.VersionMetrics;
import dev.outrank.ranking.scatter.ScatterPlan;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Loads versions from the places that the registry names; blocks. */
class ModelLoader {

    private final ShardPlaces shards;
    private final PlanPart part;
    private final EmbeddingClientFactory shardClients;
    private final DenseSettings dense;
    private final IdleMemory idle;
    private final ExecutionResources resources;
    private final SharedMeters meters;
    private final TrafficCounts traffic = new TrafficCounts();

    /**
     * Makes a loader.
     *
     * @param part of a plan's shards that this process holds itself
     */
    ModelLoader(
            ShardPlaces shards,
            PlanPart part,
            EmbeddingClientFactory shardClients,
            DenseSettings dense,
            IdleMemory idle,
            ExecutionResources resources,
            MeterRegistry meters) {
        this.shards = shards;
        this.part = part;
        this.shardClients = shardClients;
        this.dense = dense;
        this.idle = idle;
        this.resources = resources;
        this.meters = new SharedMeters(meters);
    }

    /**
     * Returns a version, ready to rank.
     *
     * @throws BundleException where bundle, plan, nets or shards are not what they should be; nothing stays open then
     */
    LoadedModel load(VersionKey key) {
        Bundle bundle = Bundle.open(directory(key.bundle()));
        requireFingerprint(bundle.directory() + "/model.json", bundle.fingerprint(), key.bundleFingerprint());
        bundle.verifyNets();
        ShardPlaces.Place place = shards.of(key.shards(), key.bundleFingerprint(), part);
        try {
            return load(key, bundle, place);
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    private LoadedModel load(VersionKey key, Bundle bundle, ShardPlaces.Place place) {
        Path planFile = place.directory().resolve(PlanFormat.FILE_NAME);
        ShardingPlan plan = PlanFormat.read(planFile);
        requireFingerprint(planFile + ": bundleFingerprint", plan.bundleFingerprint(), key.bundleFingerprint());
        plan.requireCovers(bundle.manifest());
        EmbeddingClient client = open(place, plan);
        try {
            return assemble(key, bundle, plan, client, place);
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    /** Opens the tables; where they are not what they should be, they are not to be found in the cache the next time. */
    private EmbeddingClient open(ShardPlaces.Place place, ShardingPlan plan) {
        try {
            return shardClients.open(place.directory(), plan);
        } catch (BundleException e) {
            place.discard();
            throw e;
        }
    }

    private LoadedModel assemble(
            VersionKey key, Bundle bundle, ShardingPlan plan, EmbeddingClient client, ShardPlaces.Place place) {
        Manifest manifest = bundle.manifest();
        ScatterPlan scatter = ScatterPlan.of(key.model(), key.version(), bundle, plan);
        DenseNets nets = DenseNets.open(bundle.directory(), manifest, dense.of(key.model()), idle);
        VersionMetrics metrics = new VersionMetrics(meters, traffic, key.model(), key.version());
        VersionExecution execution = new VersionExecution(
                key.model(), key.version(), manifest, scatter, client, nets.heardBy(metrics), resources, metrics);
        return new LoadedModel(
                key, manifest, execution, List.of(metrics::close, nets::close, client::close, place::close));
    }

    /** Returns the traffic of the versions that were loaded and are not closed. */
    TrafficCounts traffic() {
        return traffic;
    }

    private static Path directory(URI location) {
        if (!"file".equals(location.getScheme())) {
            throw new BundleException("bundle: '" + location + "' (expected: a file: URI)");
        }
        return Path.of(location);
    }

    private static void requireFingerprint(String what, String actual, String expected) {
        if (!actual.equals(expected)) {
            throw new BundleException(
                    what + ": fingerprint " + actual + " (expected: " + expected + ", that of the registered version)");
        }
    }
}
