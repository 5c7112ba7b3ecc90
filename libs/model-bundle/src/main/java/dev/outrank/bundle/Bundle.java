package dev.outrank.bundle;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ParallelTasks;
import dev.outrank.bundle.internal.Sha256;
import dev.outrank.bundle.internal.ShortText;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.OrderTensor;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.row.TableTensor;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.TensorInfo;
import dev.outrank.bundle.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An opened bundle: its manifest was read, every file it lists is there with its size, and the tensors of tables and orders have the
 * dtype and shape that the manifest says. Holds no file open; immutable and thread-safe.
 */
public final class Bundle {

    private final Path directory;
    private final Manifest manifest;
    private final String fingerprint;
    /** Relative path → opened file. */
    private final Map<String, SafetensorsFile> tensorFiles;

    private Bundle(Path directory, Manifest manifest, Map<String, SafetensorsFile> tensorFiles) {
        this.directory = directory;
        this.manifest = manifest;
        this.fingerprint = fingerprint(manifest);
        this.tensorFiles = Map.copyOf(tensorFiles);
    }

    /**
     * Opens a bundle. Checks everything but the checksums, see {@link #verifyChecksums} and {@link #verifyNets}.
     *
     * @throws BundleException naming the file, the field, the value and what was expected
     */
    public static Bundle open(Path directory) {
        BundlePaths.requireDirectory(directory);
        Path modelJson = BundlePaths.resolve(directory, ManifestFormat.FILE_NAME);
        Manifest manifest = ManifestFormat.read(modelJson);
        manifest.files().forEach(file -> checkSize(directory, file));
        Map<String, SafetensorsFile> tensorFiles = new HashMap<>();
        for (TableSpec table : manifest.tables()) {
            checkTable(modelJson, table, tensors(directory, table.file(), tensorFiles));
            OrderSpec order = table.order();
            if (order != null) {
                OrderTensor.check(table.name(), order, tensors(directory, order.file(), tensorFiles));
            }
        }
        return new Bundle(directory, manifest, tensorFiles);
    }

    private static SafetensorsFile tensors(Path directory, String relative, Map<String, SafetensorsFile> opened) {
        return opened.computeIfAbsent(relative, file -> SafetensorsFile.open(BundlePaths.resolve(directory, file)));
    }

    private static void checkSize(Path directory, BundleFile file) {
        Path path = BundlePaths.resolve(directory, file.path());
        long bytes = SmallFiles.size(path);
        if (bytes != file.bytes()) {
            throw new BundleException(path + ": " + bytes + " bytes (expected: " + file.bytes() + " bytes as "
                    + ManifestFormat.FILE_NAME + " lists it)");
        }
    }

    private static void checkTable(Path modelJson, TableSpec table, SafetensorsFile file) {
        TensorInfo tensor = file.tensor(table.tensor());
        TensorSpec expected = TableTensor.of(table);
        String field = file.path() + ": tensor '" + tensor.name() + "'";
        String origin = " of table '" + table.name() + "' in " + modelJson.getFileName() + ")";
        if (!tensor.dtype().equals(expected.dtype())) {
            throw new BundleException(field + ".dtype: " + tensor.dtype() + " (expected: " + expected.dtype()
                    + " for the dtype " + table.dtype().jsonName() + origin);
        }
        if (!tensor.shape().equals(expected.shape())) {
            throw new BundleException(field + ".shape: " + ShortText.of(tensor.shape()) + " (expected: "
                    + expected.shape() + ", " + columns(table.dtype()) + origin);
        }
    }

    private static String columns(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> "rows and dim";
            case INT8 -> "rows and dim + 8 bytes";
            case INT4 -> "rows and dim / 2 + 4 bytes";
        };
    }

    /** Returns the fingerprint that a bundle with this manifest has: SHA-256 of the canonical JSON, 64 hexadecimal digits. */
    public static String fingerprint(Manifest manifest) {
        return Sha256.hex(Sha256.ofText(ManifestFormat.toJson(manifest)));
    }

    /** Returns the entry of a file for a manifest: its size and its SHA-256, which are computed. */
    public static BundleFile describe(Path directory, String relative) {
        Path path = BundlePaths.resolve(directory, relative);
        return new BundleFile(relative, SmallFiles.size(path), Sha256.ofFile(path, bytes -> {}));
    }

    /** Returns the bundle's directory. */
    public Path directory() {
        return directory;
    }

    /** Returns what the model is. */
    public Manifest manifest() {
        return manifest;
    }

    /** Returns the SHA-256 of the canonical manifest, 64 hexadecimal digits; it covers all files through their checksums. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Returns a file of the bundle.
     *
     * @param relative as in the manifest, for example a net's file
     * @throws BundleException if there is no such file inside the bundle
     */
    public Path file(String relative) {
        return BundlePaths.resolve(directory, relative);
    }

    /** Returns the opened file that holds a table of this bundle. */
    public SafetensorsFile tensors(TableSpec table) {
        return tensors(table.file());
    }

    private SafetensorsFile tensors(String relative) {
        SafetensorsFile file = tensorFiles.get(relative);
        if (file == null) {
            throw new BundleException(
                    directory + ": no table file '" + relative + "' (expected: one of " + tensorFiles.keySet() + ")");
        }
        return file;
    }

    /**
     * Reads the order of a table of this bundle; nothing is kept here.
     *
     * @return empty where each id lies in the row of its number
     * @throws BundleException naming the file, the tensor and the first id that is outside the table or occurs twice
     */
    public Optional<RowOrder> order(TableSpec table) {
        OrderSpec order = table.order();
        return order == null
                ? Optional.empty()
                : Optional.of(OrderTensor.read(tensors(order.file()), order, table.rows()));
    }

    /**
     * Reads every file, several at a time, and compares its SHA-256 with the manifest.
     *
     * @param bytesDone hears of each part, with the bytes read since the last call; is called from several threads
     * @throws BundleException naming the first file that differs, with both digests
     */
    public void verifyChecksums(LongConsumer bytesDone) {
        verify(manifest.files().stream(), bytesDone);
    }

    /**
     * Reads the nets' files, and compares their SHA-256 with the manifest. They are small beside the tables, whose packed rows have checksums of their own.
     *
     * @throws BundleException as {@link #verifyChecksums}
     */
    public void verifyNets() {
        Set<String> nets = manifest.nets().stream().map(NetSpec::file).collect(Collectors.toSet());
        verify(manifest.files().stream().filter(file -> nets.contains(file.path())), bytes -> {});
    }

    private void verify(Stream<BundleFile> files, LongConsumer bytesDone) {
        List<Callable<String>> tasks = files.<Callable<String>>map(file -> () -> verify(file, bytesDone))
                .toList();
        ParallelTasks.run(tasks);
    }

    private String verify(BundleFile file, LongConsumer bytesDone) {
        Path path = BundlePaths.resolve(directory, file.path());
        String sha256 = Sha256.ofFile(path, bytesDone);
        if (!sha256.equals(file.sha256())) {
            throw new BundleException(path + ": SHA-256 " + sha256 + " (expected: " + file.sha256() + " as "
                    + ManifestFormat.FILE_NAME + " lists it; the file was changed or damaged)");
        }
        return sha256;
    }
}
