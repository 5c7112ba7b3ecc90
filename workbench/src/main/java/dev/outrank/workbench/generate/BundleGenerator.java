package dev.outrank.workbench.generate;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.storage.TargetDirectory;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Generates bundles. */
public final class BundleGenerator {

    /** Room for headers, the manifest and the nets' graphs beside their weights. */
    private static final long SLACK_BYTES = 16L << 20;

    private final GenerateSettings settings;
    private final Progress progress;
    private final LayerWeights weights;

    private BundleGenerator(GenerateSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.weights = new LayerWeights(settings.seed());
    }

    /** Returns the bytes that {@link #generate} reports: those of the tables. */
    public static long bytes(GenerateSettings settings) {
        return settings.workload().bytes(settings.scale());
    }

    /**
     * Writes a bundle. It appears at once, when it is whole.
     *
     * @param out a directory that does not exist or is empty
     * @param progress told of the tables' bytes as they are written; stays open
     * @return the manifest of what was written
     * @throws CallerException when the target is not empty or the disk has too little room
     */
    public static Manifest generate(GenerateSettings settings, Path out, Progress progress) {
        long needed = Math.addExact(bytes(settings), NetSizes.bytes(settings.workload()) + SLACK_BYTES);
        try (TargetDirectory target = TargetDirectory.prepare(out, needed);
                ForkJoinPool pool = new ForkJoinPool(settings.threads())) {
            BundleGenerator generator = new BundleGenerator(settings, progress);
            Manifest manifest =
                    pool.submit(() -> generator.writeInto(target.working())).join();
            target.commit();
            return manifest;
        }
    }

    private Manifest writeInto(Path directory) {
        try {
            Files.createDirectories(directory.resolve("tables"));
            Files.createDirectories(directory.resolve("dense"));
            List<String> files = new ArrayList<>(writeNets(directory));
            TableWriter tables = new TableWriter(settings, progress);
            settings.workload().tables().forEach(table -> {
                String file = GeneratedNames.tableFile(table);
                tables.write(table, directory.resolve(file));
                files.add(file);
            });
            List<BundleFile> described = files.parallelStream()
                    .map(file -> Bundle.describe(directory, file))
                    .toList();
            Manifest manifest = GeneratedManifest.of(settings, described);
            ManifestFormat.write(manifest, directory.resolve(ManifestFormat.FILE_NAME));
            Bundle.open(directory);
            return manifest;
        } catch (IOException e) {
            throw new CallerException(directory + ": not writable (" + e.getMessage() + ")", e);
        }
    }

    private List<String> writeNets(Path directory) throws IOException {
        Workload workload = settings.workload();
        List<String> files = new ArrayList<>();
        for (WorkloadNet net : workload.nets()) {
            List<WorkloadNet> broadcast = net.scope() == Scope.CANDIDATE ? workload.nets(Scope.REQUEST) : List.of();
            String bottom = GeneratedNames.netFile(GeneratedNames.bottom(net));
            String top = GeneratedNames.netFile(net.name());
            write(directory.resolve(bottom), BottomGraph.build(net, weights));
            write(directory.resolve(top), TopGraph.build(net, workload.interaction(), broadcast, weights));
            files.add(bottom);
            files.add(top);
        }
        return files;
    }

    private static void write(Path file, ModelProto model) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
    }
}
