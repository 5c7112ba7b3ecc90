package dev.outrank.planner.model;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds which nets read the pooled vectors of which table. */
final class TableReaders {

    private TableReaders() {}

    /** Returns the names of the nets by table, in the manifest's order; a table that no net reads is absent. */
    static Map<String, List<String>> of(Manifest manifest) {
        Map<String, List<String>> featuresOf = new HashMap<>();
        for (SparseFeature feature : manifest.features().sparse()) {
            featuresOf
                    .computeIfAbsent(feature.name(), name -> new ArrayList<>())
                    .add(feature.table());
        }
        Map<String, List<String>> readers = new HashMap<>();
        for (NetSpec net : manifest.nets()) {
            Set<String> tables = new HashSet<>();
            for (NetInput input : net.inputs()) {
                input.sources().forEach(source -> tables.addAll(featuresOf.getOrDefault(source, List.of())));
            }
            tables.forEach(table ->
                    readers.computeIfAbsent(table, name -> new ArrayList<>()).add(net.name()));
        }
        return readers;
    }
}
