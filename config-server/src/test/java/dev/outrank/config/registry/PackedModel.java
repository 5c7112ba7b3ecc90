package dev.outrank.config.registry;

import dev.outrank.bundle.Bundle;
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
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorSpec;
import dev.outrank.registry.MemoryMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tiny model, packed for two shards.
 *
 * @param name the model's name
 * @param bundle its bundle, opened
 * @param shards the directory of its packed shards
 */
public record PackedModel(String name, Bundle bundle, Path shards) {

    private static final String TABLES = "tables/item.safetensors";
    private static final String NET = "dense/top.onnx";
    private static final TableSpec ITEM = new TableSpec("item", 4, 2, ElementType.FLOAT32, TABLES, "item", null);

    /** Writes bundle and shards below {@code directory}. */
    public static PackedModel write(Path directory, String name) {
        Path bundleDirectory = directory.resolve(name);
        try {
            Files.createDirectories(bundleDirectory.resolve("tables"));
            Files.createDirectories(bundleDirectory.resolve("dense"));
            Files.writeString(bundleDirectory.resolve(NET), "a stand-in for a graph");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(
                bundleDirectory.resolve(TABLES), List.of(new TensorSpec("item", List.of(4L, 2L))))) {
            writer.write("item", 0, ByteBuffer.allocate(4 * 2 * Float.BYTES));
        }
        ManifestFormat.write(manifest(name, bundleDirectory), bundleDirectory.resolve(ManifestFormat.FILE_NAME));
        Bundle bundle = Bundle.open(bundleDirectory);
        return new PackedModel(name, bundle, pack(bundle, directory.resolve(name + "-packed"), 2));
    }

    /** Packs a bundle of this kind, its table split after {@code cut} rows. */
    public static Path pack(Bundle bundle, Path directory, long cut) {
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                bundle.manifest().name(),
                bundle.fingerprint(),
                "by-hand",
                List.of(
                        new ShardSpec(0, 1, List.of(new Placement("item", 0, cut))),
                        new ShardSpec(1, 1, List.of(new Placement("item", cut, 4)))));
        ShardPacker.pack(bundle, plan, directory, bytes -> {});
        return directory;
    }

    private static Manifest manifest(String name, Path directory) {
        List<BundleFile> files = List.of(Bundle.describe(directory, TABLES), Bundle.describe(directory, NET));
        NetSpec net = new NetSpec(
                "top",
                Scope.CANDIDATE,
                NET,
                List.of(new NetInput("dense", List.of("price")), new NetInput("item", List.of("item"))),
                List.of(new NetOutput("score", 1)));
        Features features = new Features(
                List.of(new DenseFeature("price", 1, Scope.CANDIDATE)),
                List.of(new SparseFeature("item", "item", Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL)));
        return new Manifest(
                Manifest.FORMAT_VERSION, name, "", features, List.of(ITEM), List.of(net), List.of("score"), files);
    }

    /** Returns what registers this model under a version's name. */
    public Registration registration(String version) {
        return new Registration(name, version, bundle.directory(), shards.toUri());
    }

    /** Returns the same under a version's name, to be exchanged replica by replica. */
    public Registration exchanged(String version) {
        return new Registration(name, version, bundle.directory(), shards.toUri(), MemoryMode.REPLACE);
    }

    /** Returns what its shards are, read from their headers. */
    public List<ShardFacts> facts() {
        return IntStream.range(0, 2)
                .mapToObj(shard -> PackedShard.readHeader(shards.resolve(PackedShard.directoryName(shard))))
                .map(header -> new ShardFacts(
                        header.shard(),
                        HexFormat.of().toHexDigits(header.fingerprint()),
                        header.tables().getFirst().bytes()))
                .toList();
    }
}
