package dev.outrank.workbench.reorder;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.OrderTensor;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.storage.TargetDirectory;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.workbench.bundle.BundleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives tables of a bundle other orders. All orders of the new bundle, those that stay as they were included, are in one file; files of the old bundle that
 * held nothing but orders are left out.
 */
final class BundleReorderer {

    /** Room for the manifest and the header of the orders. */
    private static final long SLACK_BYTES = 1L << 20;

    private final Bundle bundle;
    private final Map<String, RowOrder> orders;
    /** The files of the old bundle that stay, listed or not. */
    private final List<String> kept;

    /** Listed in the manifest, so that their checksums hold and nobody changes them. */
    private final Set<String> listed = new HashSet<>();

    /**
     * Prepares the new bundle.
     *
     * @param changed the new orders, by table; other tables stay as they are
     */
    BundleReorderer(Bundle bundle, Map<String, RowOrder> changed) {
        this.bundle = bundle;
        this.orders = new LinkedHashMap<>();
        Set<String> left = new HashSet<>();
        for (TableSpec table : bundle.manifest().tables()) {
            RowOrder order = changed.get(table.name());
            if (order != null) {
                orders.put(table.name(), order);
            } else {
                bundle.order(table).ifPresent(old -> orders.put(table.name(), old));
            }
            Stream.ofNullable(table.order()).map(OrderSpec::file).forEach(left::add);
        }
        bundle.manifest().tables().stream().map(TableSpec::file).forEach(left::remove);
        bundle.manifest().nets().stream().map(NetSpec::file).forEach(left::remove);
        this.kept = BundleFiles.list(bundle.directory()).stream()
                .filter(file -> !left.contains(file))
                .toList();
        bundle.manifest().files().stream()
                .map(BundleFile::path)
                .filter(file -> !left.contains(file))
                .forEach(listed::add);
    }

    /**
     * Writes the new bundle. It appears at once, when it is whole.
     *
     * @param out a directory that does not exist or is empty
     * @throws CallerException if the target is not empty, or the disk too small
     */
    Bundle writeInto(Path out) {
        String file = freeName();
        try (TargetDirectory target = TargetDirectory.prepare(out, bytesNeeded(out))) {
            for (String old : kept) {
                write(old, target.working().resolve(old));
            }
            List<TableSpec> tables = bundle.manifest().tables().stream()
                    .map(table -> table.withOrder(spec(table, file)))
                    .toList();
            writeOrders(target.working().resolve(file), tables);
            ManifestFormat.write(
                    manifest(target.working(), tables, file), target.working().resolve(ManifestFormat.FILE_NAME));
            Bundle.open(target.working());
            target.commit();
            return Bundle.open(out);
        } catch (IOException e) {
            throw new CallerException(
                    out + ": the copy failed: " + e.getMessage() + " (expected: a writable place)", e);
        }
    }

    /** Returns a name that no file that stays has. */
    private String freeName() {
        String name = "tables/orders.safetensors";
        for (int i = 2; kept.contains(name); i++) {
            name = "tables/orders-" + i + ".safetensors";
        }
        return name;
    }

    private long bytesNeeded(Path out) throws IOException {
        boolean links = BundleFiles.onOneDisk(bundle.directory(), out);
        long bytes = SLACK_BYTES;
        for (RowOrder order : orders.values()) {
            bytes += order.hotRows() * Long.BYTES;
        }
        for (String file : kept) {
            bytes += links && listed.contains(file)
                    ? 0
                    : Files.size(bundle.directory().resolve(file));
        }
        return bytes;
    }

    private void write(String file, Path target) throws IOException {
        Path source = bundle.directory().resolve(file);
        Files.createDirectories(target.getParent());
        if (listed.contains(file)) {
            BundleFiles.linkOrCopy(source, target);
        } else {
            Files.copy(source, target);
        }
    }

    private @Nullable OrderSpec spec(TableSpec table, String file) {
        RowOrder order = orders.get(table.name());
        return order == null ? null : new OrderSpec(order.hotRows(), file, table.name());
    }

    private void writeOrders(Path file, List<TableSpec> tables) throws IOException {
        Files.createDirectories(file.getParent());
        List<OrderSpec> specs = tables.stream()
                .flatMap(table -> Stream.ofNullable(table.order()))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(
                file, specs.stream().map(OrderTensor::of).toList())) {
            for (OrderSpec spec : specs) {
                RowOrder order = orders.get(spec.tensor());
                if (order != null) {
                    OrderTensor.write(writer, spec, order);
                }
            }
        }
    }

    private Manifest manifest(Path directory, List<TableSpec> tables, String orderFile) {
        Stream<BundleFile> old = bundle.manifest().files().stream().filter(file -> listed.contains(file.path()));
        return bundle.manifest()
                .with(
                        tables,
                        Stream.concat(old, Stream.of(Bundle.describe(directory, orderFile)))
                                .toList());
    }
}
