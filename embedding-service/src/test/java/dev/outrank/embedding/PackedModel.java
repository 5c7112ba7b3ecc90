package dev.outrank.embedding;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small model, packed: shard 0 holds the tables {@code users [10, 3]} and rows 0 to 5 of {@code items [10, 4]}, shard 1 the other rows of
 * {@code items}. Row r is filled with {@code base + r}; the default row of users with -1.
 */
public final class PackedModel {

    public static final int ROWS = 10;
    public static final int USERS = 0;
    public static final int USERS_DIM = 3;
    public static final int ITEMS = 1;
    public static final int ITEMS_DIM = 4;
    public static final int FIRST_ROW_OF_SHARD_1 = 6;

    private final Path directory;
    private final ShardingPlan plan;

    private PackedModel(Path directory, ShardingPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    /** Writes, plans and packs a model below an empty directory. */
    public static PackedModel pack(Path directory, String name, float base) {
        Bundle bundle = write(directory.resolve("bundle"), name, base);
        ShardSpec first = new ShardSpec(
                0, 1, List.of(new Placement("users", 0, ROWS), new Placement("items", 0, FIRST_ROW_OF_SHARD_1)));
        ShardSpec second = new ShardSpec(1, 1, List.of(new Placement("items", FIRST_ROW_OF_SHARD_1, ROWS)));
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION, name, bundle.fingerprint(), "by-hand", List.of(first, second));
        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});
        return new PackedModel(directory, plan);
    }

    /** Returns the model's name. */
    public String name() {
        return plan.model();
    }

    /** Returns the bundle's directory. */
    public URI bundle() {
        return directory.resolve("bundle").toUri();
    }

    /** Returns the directory of the packed shards. */
    public Path packed() {
        return directory.resolve("packed");
    }

    /** Returns the bundle's fingerprint. */
    public String bundleFingerprint() {
        return plan.bundleFingerprint();
    }

    /** Returns the fingerprint of a shard. */
    public long fingerprint(int shard) {
        return ShardFingerprint.of(plan, shard);
    }

    private static Bundle write(Path directory, String name, float base) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("net.onnx"), "no graph: these tests run no net");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<TensorSpec> tensors = List.of(
                new TensorSpec("users", List.of((long) ROWS, (long) USERS_DIM)),
                new TensorSpec("items", List.of((long) ROWS, (long) ITEMS_DIM)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(directory.resolve("tables.safetensors"), tensors)) {
            writer.write("users", 0, rows(USERS_DIM, base));
            writer.write("items", 0, rows(ITEMS_DIM, base));
        }
        ManifestFormat.write(manifest(directory, name), directory.resolve("model.json"));
        return Bundle.open(directory);
    }

    private static Manifest manifest(Path directory, String name) {
        NetInput input = new NetInput("embeddings", List.of("user", "item"));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                name,
                "",
                new Features(List.of(), List.of(feature("user", "users"), feature("item", "items"))),
                List.of(
                        table("users", USERS_DIM, List.of(-1f, -1f, -1f)),
                        table("items", ITEMS_DIM, List.of(0f, 0f, 0f, 0f))),
                List.of(new NetSpec(
                        "net", Scope.CANDIDATE, "net.onnx", List.of(input), List.of(new NetOutput("score", 1)))),
                List.of("score"),
                List.of(Bundle.describe(directory, "net.onnx"), Bundle.describe(directory, "tables.safetensors")));
    }

    private static SparseFeature feature(String name, String table) {
        return new SparseFeature(name, table, Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL);
    }

    private static TableSpec table(String name, int dim, List<Float> defaultRow) {
        return new TableSpec(name, ROWS, dim, ElementType.FLOAT32, "tables.safetensors", name, defaultRow);
    }

    private static ByteBuffer rows(int dim, float base) {
        ByteBuffer bytes = ByteBuffer.allocate(ROWS * dim * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            for (int d = 0; d < dim; d++) {
                bytes.putFloat(base + row);
            }
        }
        return bytes.flip();
    }
}
