package dev.outrank.workbench.importing;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.storage.TargetDirectory;
import dev.outrank.workbench.document.StrictDocuments;
import dev.outrank.workbench.importing.ImportDescription.SparseEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Imports models. */
public final class BundleImporter {

    /** Room for the manifest. */
    private static final long SLACK_BYTES = 1L << 20;

    private BundleImporter() {}

    /**
     * Writes a bundle: copies of the files, and a manifest. It appears at once, when it is whole. Equal input gives equal bytes.
     *
     * @param out a directory that does not exist or is empty
     * @return the manifest of what was written
     * @throws CallerException naming what does not fit together
     */
    public static Manifest importInto(ImportSettings settings, Path out) {
        ImportDescription description = StrictDocuments.read(settings.description(), ImportDescription.class);
        NetWiring wiring = NetWiring.read(description, settings.nets());
        List<NetSpec> nets = wiring.specs();
        List<TableSpec> tables = new TableSearch(settings.tables()).tables(description);
        InputWidths widths = InputWidths.infer(description, wiring, nets, tables);
        Map<String, Path> files = files(settings, wiring, nets, tables);
        try (TargetDirectory target = TargetDirectory.prepare(out, size(files) + SLACK_BYTES)) {
            List<BundleFile> described = copy(files, target.working());
            Manifest manifest = new Manifest(
                    Manifest.FORMAT_VERSION,
                    description.name(),
                    description.description() == null ? "" : description.description(),
                    features(description, widths),
                    tables,
                    nets,
                    wiring.outputs(),
                    described);
            ManifestFormat.write(manifest, target.working().resolve(ManifestFormat.FILE_NAME));
            Bundle.open(target.working());
            target.commit();
            return manifest;
        } catch (IOException e) {
            throw new CallerException(out + ": the copy failed (" + e.getMessage() + ")", e);
        }
    }

    private static Features features(ImportDescription description, InputWidths widths) {
        return new Features(
                description.features().denseEntries().stream()
                        .map(entry -> new DenseFeature(entry.name(), widths.of(entry), entry.scope()))
                        .toList(),
                description.features().sparseEntries().stream()
                        .map(BundleImporter::sparse)
                        .toList());
    }

    private static SparseFeature sparse(SparseEntry entry) {
        return new SparseFeature(
                entry.name(),
                entry.tableName(),
                entry.scope(),
                entry.pooling() == null ? Pooling.SUM : entry.pooling(),
                entry.weighted() != null && entry.weighted(),
                entry.idPolicy() == null ? IdPolicy.FAIL : entry.idPolicy());
    }

    /** Returns where each file of the bundle comes from; files of tables that no feature reads stay behind. */
    private static Map<String, Path> files(
            ImportSettings settings, NetWiring wiring, List<NetSpec> nets, List<TableSpec> tables) {
        Map<String, Path> files = new LinkedHashMap<>();
        List<Path> sources =
                wiring.nets().values().stream().map(net -> net.file()).toList();
        for (int i = 0; i < nets.size(); i++) {
            files.put(nets.get(i).file(), sources.get(i));
        }
        for (Path file : settings.tables()) {
            String path = "tables/" + ImportSettings.fileName(file);
            if (tables.stream().anyMatch(table -> table.file().equals(path))) {
                files.put(path, file);
            }
        }
        return files;
    }

    private static long size(Map<String, Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files.values()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<BundleFile> copy(Map<String, Path> files, Path directory) throws IOException {
        Files.createDirectories(directory.resolve("dense"));
        Files.createDirectories(directory.resolve("tables"));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Files.copy(file.getValue(), directory.resolve(file.getKey()));
        }
        return files.keySet().stream()
                .map(path -> Bundle.describe(directory, path))
                .toList();
    }
}
