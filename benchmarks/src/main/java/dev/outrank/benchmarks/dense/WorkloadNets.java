package dev.outrank.benchmarks.dense;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.int8net.NetQuantizer;
import dev.outrank.workbench.int8net.WeightRange;
import dev.outrank.workbench.onnx.OnnxNet;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The nets of a workload in full size, as {@code outrank generate} makes them and as {@code outrank quantize --dense int8} does of them. */
final class WorkloadNets {

    /** Tables are not looked at: as few rows as there can be. */
    private static final double SCALE = 1e-9;

    private static final long SEED = 7;

    private final Workload workload;
    private final Manifest manifest;
    private final Map<String, byte[]> float32 = new LinkedHashMap<>();
    private final Map<String, byte[]> int8 = new LinkedHashMap<>();

    private WorkloadNets(Workload workload, Manifest manifest) {
        this.workload = workload;
        this.manifest = manifest;
    }

    static WorkloadNets generate(Workload workload) throws IOException {
        Path directory = Files.createTempDirectory("outrank-bench");
        try {
            Path target = directory.resolve("bundle");
            BundleGenerator.generate(GenerateSettings.of(workload, SCALE, SEED), target, Progress.silent());
            Bundle bundle = Bundle.open(target);
            WorkloadNets nets = new WorkloadNets(workload, bundle.manifest());
            for (NetSpec net : bundle.manifest().netsInOrder()) {
                Path file = bundle.file(net.file());
                ModelProto model = OnnxNet.parse(file);
                nets.float32.put(net.name(), model.toByteArray());
                nets.int8.put(
                        net.name(),
                        NetQuantizer.quantize(file, model, net.scope(), WeightRange.FULL)
                                .model()
                                .toByteArray());
            }
            return nets;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    Workload workload() {
        return workload;
    }

    Manifest manifest() {
        return manifest;
    }

    /** Returns the ONNX file of a net. */
    byte[] file(String net, boolean wantsInt8) {
        byte[] file = (wantsInt8 ? int8 : float32).get(net);
        if (file == null) {
            throw new IllegalStateException("net: '" + net + "' (expected: one of " + float32.keySet() + ")");
        }
        return file;
    }

    /** Returns how far the numbers of each source spread, as in requests: 1 of dense features, that of a sum of rows of tables. */
    double deviation(String source) {
        return workload.tables()
                .filter(table -> table.name().equals(source))
                .mapToDouble(table -> Math.sqrt(table.meanPooling() / (3 * table.dim())))
                .findFirst()
                .orElse(1);
    }
}
