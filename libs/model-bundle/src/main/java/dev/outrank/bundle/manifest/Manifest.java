package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import java.util.Map;

/**
 * What a model is. Immutable and consistent: a manifest that exists fits together.
 *
 * <p>Features and net outputs share one name space, that of the nets' sources.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param name the model's name in URLs
 * @param description a line for people, may be empty
 * @param features the model's inputs
 * @param tables the embedding tables
 * @param nets the dense nets, in any order
 * @param outputs the answers of the model: outputs of candidate-scope nets; the first has width 1 and orders the candidates
 * @param files every file of the bundle but the manifest itself
 */
public record Manifest(
        int formatVersion,
        String name,
        String description,
        Features features,
        List<TableSpec> tables,
        List<NetSpec> nets,
        List<String> outputs,
        List<BundleFile> files) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new BundleException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION
                    + "; a bundle of a newer format needs a newer Outrank)");
        }
        Names.requireName("name", name);
        tables = List.copyOf(tables);
        nets = List.copyOf(nets);
        outputs = List.copyOf(outputs);
        files = List.copyOf(files);
        ManifestConsistency.check(features, tables, nets, outputs, files);
    }

    /** Returns the table with this name; the name must be one of this manifest. */
    public TableSpec table(String table) {
        return Lookup.byName("tables", tables, TableSpec::name, table);
    }

    /** Returns this model with other tables and files. */
    public Manifest with(List<TableSpec> otherTables, List<BundleFile> otherFiles) {
        return new Manifest(formatVersion, name, description, features, otherTables, nets, outputs, otherFiles);
    }

    /** Returns every source by its name: features and net outputs. */
    public Map<String, Source> sources() {
        return Sources.of(features, tables, nets);
    }

    /** Returns the nets in an order in which each comes after those that feed it; stable for equal manifests. */
    public List<NetSpec> netsInOrder() {
        return NetOrder.sort(nets);
    }
}
