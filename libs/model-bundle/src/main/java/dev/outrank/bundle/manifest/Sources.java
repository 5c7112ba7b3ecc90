package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the name space that features and net outputs share. */
final class Sources {

    private Sources() {}

    static Map<String, Source> of(Features features, List<TableSpec> tables, List<NetSpec> nets) {
        Map<String, Source> sources = new LinkedHashMap<>();
        features.dense().forEach(feature -> add(sources, new Source.Dense(feature)));
        for (SparseFeature feature : features.sparse()) {
            TableSpec table = Lookup.byName(
                    "features.sparse['" + feature.name() + "'].table", tables, TableSpec::name, feature.table());
            add(sources, new Source.Pooled(feature, table));
        }
        for (NetSpec net : nets) {
            net.outputs().forEach(output -> add(sources, new Source.Computed(net, output)));
        }
        return Collections.unmodifiableMap(sources);
    }

    private static void add(Map<String, Source> sources, Source source) {
        if (sources.putIfAbsent(source.name(), source) != null) {
            throw new BundleException(
                    "'" + source.name()
                            + "' names two features or net outputs (expected: distinct names over features.dense, features.sparse and nets.outputs)");
        }
    }
}
