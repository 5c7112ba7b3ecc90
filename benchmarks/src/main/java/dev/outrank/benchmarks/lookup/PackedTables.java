package dev.outrank.benchmarks.lookup;

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
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One packed shard with one table of float32, whose elements do not matter. */
public final class PackedTables {

    private PackedTables() {}

    /** Writes {@code directory/packed/shard-0}, a table {@code [rows, dim]}, and returns it. */
    public static Path write(Path directory, int rows, int dim) throws IOException {
        Files.writeString(directory.resolve("net.onnx"), "no graph: no net is run");
        try (SafetensorsWriter writer = SafetensorsWriter.create(
                directory.resolve("tables.safetensors"),
                List.of(new TensorSpec("t", List.of((long) rows, (long) dim))))) {
            ByteBuffer values = ByteBuffer.allocate(rows * dim * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < rows * dim; i++) {
                values.putFloat(i % 1000 / 1000f);
            }
            writer.write("t", 0, values.flip());
        }
        ManifestFormat.write(manifest(directory, rows, dim), directory.resolve("model.json"));
        Bundle bundle = Bundle.open(directory);
        ShardSpec shard = new ShardSpec(0, 1, List.of(new Placement("t", 0, rows)));
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION, "benchmark", bundle.fingerprint(), "by-hand", List.of(shard));
        Path packed = directory.resolve("packed");
        ShardPacker.pack(bundle, plan, packed, bytes -> {});
        return packed.resolve("shard-0");
    }

    private static Manifest manifest(Path directory, int rows, int dim) {
        SparseFeature feature = new SparseFeature("ids", "t", Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL);
        TableSpec table = new TableSpec("t", rows, dim, ElementType.FLOAT32, "tables.safetensors", "t", null);
        NetSpec net = new NetSpec(
                "net",
                Scope.CANDIDATE,
                "net.onnx",
                List.of(new NetInput("embeddings", List.of("ids"))),
                List.of(new NetOutput("score", 1)));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "benchmark",
                "",
                new Features(List.of(), List.of(feature)),
                List.of(table),
                List.of(net),
                List.of("score"),
                List.of(Bundle.describe(directory, "net.onnx"), Bundle.describe(directory, "tables.safetensors")));
    }
}
