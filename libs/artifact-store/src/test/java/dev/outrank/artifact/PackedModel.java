package dev.outrank.artifact;

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
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A table {@code items [10, 4]} whose row r is filled with r, packed as two shards. */
final class PackedModel {

    private static final int ROWS = 10;
    private static final int DIM = 4;

    private final Path directory;
    private final Bundle bundle;

    PackedModel(Path directory) {
        this.directory = directory;
        this.bundle = write(directory.resolve("bundle"));
    }

    String bundleFingerprint() {
        return bundle.fingerprint();
    }

    /** Packs rows 0 to {@code split} as shard 0 and the others as shard 1, and puts all files on a server; returns their directory's address. */
    URI publish(RangeServer server, int split) {
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                "clicks",
                bundle.fingerprint(),
                "by-hand",
                List.of(
                        new ShardSpec(0, 1, List.of(new Placement("items", 0, split))),
                        new ShardSpec(1, 1, List.of(new Placement("items", split, ROWS)))));
        Path packed = directory.resolve("packed-" + split);
        if (!Files.exists(packed)) {
            ShardPacker.pack(bundle, plan, packed, bytes -> {});
        }
        try (Stream<Path> files = Files.walk(packed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put("packed/" + packed.relativize(file), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server.base().resolve("packed/");
    }

    private static Bundle write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("net.onnx"), "no graph: these tests run no net");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<TensorSpec> tensors = List.of(new TensorSpec("items", List.of((long) ROWS, (long) DIM)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(directory.resolve("tables.safetensors"), tensors)) {
            writer.write("items", 0, rows());
        }
        ManifestFormat.write(manifest(directory), directory.resolve("model.json"));
        return Bundle.open(directory);
    }

    private static Manifest manifest(Path directory) {
        SparseFeature item = new SparseFeature("item", "items", Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL);
        TableSpec items = new TableSpec(
                "items", ROWS, DIM, ElementType.FLOAT32, "tables.safetensors", "items", List.of(0f, 0f, 0f, 0f));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "clicks",
                "",
                new Features(List.of(), List.of(item)),
                List.of(items),
                List.of(new NetSpec(
                        "net",
                        Scope.CANDIDATE,
                        "net.onnx",
                        List.of(new NetInput("embeddings", List.of("item"))),
                        List.of(new NetOutput("score", 1)))),
                List.of("score"),
                List.of(Bundle.describe(directory, "net.onnx"), Bundle.describe(directory, "tables.safetensors")));
    }

    private static ByteBuffer rows() {
        ByteBuffer bytes = ByteBuffer.allocate(ROWS * DIM * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value = 0; value < ROWS * DIM; value++) {
            int row = value / DIM;
            bytes.putFloat(row);
        }
        return bytes.flip();
    }
}
