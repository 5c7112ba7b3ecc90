package dev.outrank.engine;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.OrderTensor;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Packs tables whose every element a test chooses. */
final class PackedFixture {

    /** A table {@code [values.length / dim, dim]}. */
    static final class Table {

        private final String name;
        private final int dim;
        private final float[] values;
        private final @Nullable List<Float> defaultRow;
        private final long @Nullable [] hotIds;

        Table(String name, int dim, float[] values, @Nullable List<Float> defaultRow) {
            this.name = name;
            this.dim = dim;
            this.values = values;
            this.defaultRow = defaultRow;
            this.hotIds = null;
        }

        private Table(Table other, long[] hotIds) {
            this.name = other.name;
            this.dim = other.dim;
            this.values = other.values;
            this.defaultRow = other.defaultRow;
            this.hotIds = hotIds;
        }

        /** Returns this table with the hottest ids in its first rows. */
        Table ordered(long... ids) {
            return new Table(this, ids);
        }

        private @Nullable OrderSpec order() {
            return hotIds == null ? null : new OrderSpec(hotIds.length, "tables.safetensors", name + ".order");
        }

        private long rows() {
            return values.length / dim;
        }
    }

    private PackedFixture() {}

    /** Packs all rows of all tables into one shard, in their order. */
    static PackedShard wholeTables(Path directory, Table... tables) {
        List<Placement> placements = new ArrayList<>();
        for (Table table : tables) {
            placements.add(new Placement(table.name, 0, table.rows()));
        }
        return pack(directory, List.of(new ShardSpec(0, 1, placements)), tables, 0);
    }

    /** Packs all rows of one table into one shard, stored in another type. */
    static PackedShard storedAs(Path directory, Table table, ElementType dtype) {
        List<ShardSpec> shards = List.of(new ShardSpec(0, 1, List.of(new Placement(table.name, 0, table.rows()))));
        return pack(directory, shards, Map.of(table.name, dtype), new Table[] {table}, 0);
    }

    /** Packs one table over two shards, and opens the one asked for. */
    static PackedShard split(Path directory, Table table, long firstRowOfSecond, int shard) {
        ShardSpec first = new ShardSpec(0, 1, List.of(new Placement(table.name, 0, firstRowOfSecond)));
        ShardSpec second = new ShardSpec(1, 1, List.of(new Placement(table.name, firstRowOfSecond, table.rows())));
        return pack(directory, List.of(first, second), new Table[] {table}, shard);
    }

    private static PackedShard pack(Path directory, List<ShardSpec> shards, Table[] tables, int shard) {
        return pack(directory, shards, Map.of(), tables, shard);
    }

    private static PackedShard pack(
            Path directory, List<ShardSpec> shards, Map<String, ElementType> dtypes, Table[] tables, int shard) {
        Bundle bundle = write(directory.resolve("bundle"), tables);
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION, bundle.manifest().name(), bundle.fingerprint(), "by-hand", dtypes, shards);
        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});
        return PackedShard.open(directory.resolve("packed").resolve("shard-" + shard));
    }

    private static Bundle write(Path directory, Table[] tables) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("net.onnx"), "no graph: these tests run no net");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<SparseFeature> sparse = new ArrayList<>();
        List<TableSpec> specs = new ArrayList<>();
        List<TensorSpec> tensors = new ArrayList<>();
        for (Table table : tables) {
            sparse.add(new SparseFeature(
                    table.name + "_ids", table.name, Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL));
            specs.add(new TableSpec(
                    table.name,
                    table.rows(),
                    table.dim,
                    ElementType.FLOAT32,
                    "tables.safetensors",
                    table.name,
                    table.defaultRow,
                    table.order()));
            tensors.add(new TensorSpec(table.name, List.of(table.rows(), (long) table.dim)));
            Stream.ofNullable(table.order()).map(OrderTensor::of).forEach(tensors::add);
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(directory.resolve("tables.safetensors"), tensors)) {
            for (Table table : tables) {
                writer.write(table.name, 0, bytes(table.values));
                if (table.hotIds != null) {
                    OrderTensor.write(
                            writer,
                            Objects.requireNonNull(table.order()),
                            RowOrder.of(table.name, table.hotIds, table.rows()));
                }
            }
        }
        NetInput input = new NetInput(
                "embeddings", sparse.stream().map(SparseFeature::name).toList());
        NetSpec net =
                new NetSpec("net", Scope.CANDIDATE, "net.onnx", List.of(input), List.of(new NetOutput("score", 1)));
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "fixture",
                "",
                new Features(List.of(), sparse),
                specs,
                List.of(net),
                List.of("score"),
                List.of(Bundle.describe(directory, "net.onnx"), Bundle.describe(directory, "tables.safetensors")));
        ManifestFormat.write(manifest, directory.resolve("model.json"));
        return Bundle.open(directory);
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
