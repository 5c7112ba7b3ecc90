package dev.outrank.bundle;

import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
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

/** Small bundles for tests: one candidate net over any number of tables in one safetensors file. */
public final class SampleBundle {

    private static final String TABLES = "tables/tables.safetensors";
    private static final String ORDERS = "tables/orders.safetensors";
    private static final String NET = "dense/top.onnx";

    private SampleBundle() {}

    /** Returns a table of the sample file. */
    public static TableSpec table(String name, long rows, int dim) {
        return new TableSpec(name, rows, dim, ElementType.FLOAT32, TABLES, name, null);
    }

    /** Returns the element that {@link #write} stores. */
    public static float element(TableSpec table, long row, int column) {
        return row * 1000 + column + table.name().length() / 16f;
    }

    /** Writes tables, a net and the manifest into {@code directory}, and opens the bundle. */
    public static Bundle write(Path directory, List<TableSpec> tables) {
        writeFiles(directory, tables);
        List<BundleFile> files = List.of(Bundle.describe(directory, TABLES), Bundle.describe(directory, NET));
        ManifestFormat.write(manifest(tables, files), directory.resolve(ManifestFormat.FILE_NAME));
        return Bundle.open(directory);
    }

    /** Writes the same with orders: table → hot ids, unchecked. */
    public static Bundle write(Path directory, List<TableSpec> tables, Map<String, long[]> hotIds) {
        writeFiles(directory, tables);
        List<TableSpec> ordered = tables.stream()
                .map(table -> ordered(table, hotIds.get(table.name())))
                .toList();
        writeOrders(directory.resolve(ORDERS), ordered, hotIds);
        List<BundleFile> files = Stream.of(TABLES, ORDERS, NET)
                .map(file -> Bundle.describe(directory, file))
                .toList();
        ManifestFormat.write(manifest(ordered, files), directory.resolve(ManifestFormat.FILE_NAME));
        return Bundle.open(directory);
    }

    private static TableSpec ordered(TableSpec table, long @Nullable [] hotIds) {
        return table.withOrder(hotIds == null ? null : new OrderSpec(hotIds.length, ORDERS, table.name()));
    }

    private static void writeOrders(Path file, List<TableSpec> tables, Map<String, long[]> hotIds) {
        List<OrderSpec> orders = tables.stream()
                .flatMap(table -> Stream.ofNullable(table.order()))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(
                file, orders.stream().map(OrderTensor::of).toList())) {
            for (OrderSpec order : orders) {
                long[] ids = Objects.requireNonNull(hotIds.get(order.tensor()));
                ByteBuffer bytes = ByteBuffer.allocate(ids.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asLongBuffer().put(ids);
                writer.write(order.tensor(), 0, bytes);
            }
        }
    }

    private static void writeFiles(Path directory, List<TableSpec> tables) {
        try {
            Files.createDirectories(directory.resolve("tables"));
            Files.createDirectories(directory.resolve("dense"));
            Files.writeString(directory.resolve(NET), "a stand-in for a graph");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writeTables(directory.resolve(TABLES), tables);
    }

    /** Returns a manifest whose files are never looked at. */
    public static Manifest manifest(List<TableSpec> tables) {
        String sha256 = "0".repeat(64);
        return manifest(tables, List.of(new BundleFile(TABLES, 1, sha256), new BundleFile(NET, 1, sha256)));
    }

    private static Manifest manifest(List<TableSpec> tables, List<BundleFile> files) {
        List<SparseFeature> sparse = tables.stream()
                .map(table -> new SparseFeature(
                        table.name(), table.name(), Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL))
                .toList();
        List<NetInput> inputs = new ArrayList<>();
        inputs.add(new NetInput("dense", List.of("top_dense")));
        tables.forEach(table -> inputs.add(new NetInput("e_" + table.name(), List.of(table.name()))));
        NetSpec net = new NetSpec("top", Scope.CANDIDATE, NET, inputs, List.of(new NetOutput("score", 1)));
        Features features = new Features(List.of(new DenseFeature("top_dense", 3, Scope.CANDIDATE)), sparse);
        return new Manifest(1, "sample", "", features, tables, List.of(net), List.of("score"), files);
    }

    private static void writeTables(Path file, List<TableSpec> tables) {
        List<TensorSpec> specs = tables.stream()
                .map(table -> new TensorSpec(table.tensor(), List.of(table.rows(), (long) table.dim())))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, specs)) {
            for (TableSpec table : tables) {
                ByteBuffer rows = ByteBuffer.allocate(Math.toIntExact(table.capacityBytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                for (long row = 0; row < table.rows(); row++) {
                    for (int column = 0; column < table.dim(); column++) {
                        rows.putFloat(element(table, row, column));
                    }
                }
                writer.write(table.tensor(), 0, rows.flip());
            }
        }
    }
}
