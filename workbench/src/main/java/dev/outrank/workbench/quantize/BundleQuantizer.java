package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.storage.TargetDirectory;
import dev.outrank.workbench.bundle.BundleFiles;
import dev.outrank.workbench.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores tables of a bundle in other types, and its nets as int8. */
final class BundleQuantizer {

    /** Room for the manifest and the headers of tables. */
    private static final long SLACK_BYTES = 1L << 20;

    private final Bundle bundle;
    private final Map<String, ElementType> types;
    private final NetRewrite nets;
    private final Progress progress;

    /**
     * Prepares the quantisation of a bundle.
     *
     * @param types the types of the tables that change, by name
     * @param nets the nets that change
     * @param progress told of {@link #bytes}
     */
    BundleQuantizer(Bundle bundle, Map<String, ElementType> types, NetRewrite nets, Progress progress) {
        this.bundle = bundle;
        this.types = Map.copyOf(types);
        this.nets = nets;
        this.progress = progress;
    }

    /** Returns the work: the old bytes of each table that changes, once for encoding and once for comparing. */
    static long bytes(Manifest manifest, Map<String, ElementType> types) {
        return manifest.tables().stream()
                        .filter(table -> types.containsKey(table.name()))
                        .mapToLong(TableSpec::capacityBytes)
                        .sum()
                * 2;
    }

    /**
     * Writes the new bundle. It appears at once, when it is whole and measured.
     *
     * @param out a directory that does not exist or is empty
     * @param sample requests whose scores are compared
     * @throws CallerException naming what does not fit: a row that its type cannot hold, a request of another model, a target that is not
     *     empty, a disk too small
     */
    QuantizeReport quantizeInto(Path out, List<SampleRequest> sample) {
        List<String> files = BundleFiles.list(bundle.directory());
        Map<String, TableFileRewrite> rewrites = rewrites();
        try (TargetDirectory target = TargetDirectory.prepare(out, bytesOf(files, rewrites) + SLACK_BYTES)) {
            for (String file : files) {
                write(file, rewrites.get(file), target.working());
            }
            ManifestFormat.write(manifest(target.working()), target.working().resolve(ManifestFormat.FILE_NAME));
            QuantizeReport report = measure(Bundle.open(target.working()), sample);
            target.commit();
            return report;
        } catch (IOException e) {
            throw new CallerException(
                    out + ": the copy failed: " + e.getMessage() + " (expected: a writable place)", e);
        }
    }

    private Map<String, TableFileRewrite> rewrites() {
        Map<String, TableFileRewrite> rewrites = new HashMap<>();
        for (TableSpec table : bundle.manifest().tables()) {
            if (types.containsKey(table.name())) {
                rewrites.computeIfAbsent(table.file(), file -> {
                    List<TableSpec> neighbours = bundle.manifest().tables().stream()
                            .filter(other -> other.file().equals(file))
                            .toList();
                    return new TableFileRewrite(bundle.tensors(table), neighbours, types);
                });
            }
        }
        return rewrites;
    }

    private long bytesOf(List<String> files, Map<String, TableFileRewrite> rewrites) throws IOException {
        long bytes = 0;
        for (String file : files) {
            TableFileRewrite rewrite = rewrites.get(file);
            bytes += rewrite == null ? Files.size(bundle.directory().resolve(file)) : rewrite.bytes();
        }
        return bytes;
    }

    private void write(String file, @Nullable TableFileRewrite rewrite, Path directory) throws IOException {
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        byte[] net = nets.content(file);
        if (net != null) {
            Files.write(target, net);
        } else if (rewrite == null) {
            Files.copy(bundle.directory().resolve(file), target);
        } else {
            rewrite.write(target, progress);
        }
    }

    private Manifest manifest(Path directory) {
        Manifest old = bundle.manifest();
        List<BundleFile> files = old.files().parallelStream()
                .map(file -> Bundle.describe(directory, file.path()))
                .toList();
        List<TableSpec> tables = old.tables().stream()
                .map(table -> table.withDtype(types.getOrDefault(table.name(), table.dtype())))
                .toList();
        return old.with(tables, files);
    }

    private QuantizeReport measure(Bundle quantized, List<SampleRequest> sample) {
        List<TableChange> changes = bundle.manifest().tables().stream()
                .filter(table -> types.containsKey(table.name()))
                .map(table -> TableChange.measure(bundle, table, quantized, progress))
                .toList();
        return new QuantizeReport(changes, nets.changes(), ScoreChange.measure(bundle, quantized, sample));
    }
}
