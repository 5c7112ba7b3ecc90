package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that the parts of a manifest fit together. */
final class ManifestConsistency {

    /** What follows a sparse feature's name in the names of its request tensors. */
    private static final List<String> TENSOR_SUFFIXES = List.of(".values", ".lengths", ".weights");

    private ManifestConsistency() {}

    static void check(
            Features features,
            List<TableSpec> tables,
            List<NetSpec> nets,
            List<String> outputs,
            List<BundleFile> files) {
        Names.requireUnique("tables", tables, TableSpec::name);
        Names.requireUnique("nets", nets, NetSpec::name);
        Names.requireUnique("files", files, BundleFile::path);
        Names.requireUnique("outputs", outputs, output -> output);
        Map<String, Source> sources = Sources.of(features, tables, nets);
        checkRequestTensors(features);
        nets.forEach(net -> net.inputs().forEach(input -> checkInput(net, input, sources)));
        NetOrder.sort(nets);
        checkEverythingIsRead(sources, tables, nets, outputs);
        checkOutputs(sources, outputs);
        checkFiles(tables, nets, files);
    }

    /** In requests of tensors a dense feature is one tensor of its name, a sparse feature several of its name and a suffix. */
    private static void checkRequestTensors(Features features) {
        Set<String> names = new HashSet<>();
        features.dense().forEach(feature -> names.add(feature.name()));
        features.sparse().forEach(feature -> names.add(feature.name()));
        for (SparseFeature feature : features.sparse()) {
            for (String suffix : TENSOR_SUFFIXES) {
                if (names.contains(feature.name() + suffix)) {
                    throw new BundleException(
                            "features: '" + feature.name() + suffix + "' (expected: another name, since '"
                                    + feature.name() + "' is sparse and has a request tensor of this name)");
                }
            }
        }
    }

    private static void checkInput(NetSpec net, NetInput input, Map<String, Source> sources) {
        String field = "nets['" + net.name() + "'].inputs['" + input.tensor() + "']";
        @Nullable Scope scope = null;
        for (String name : input.sources()) {
            Source source = sources.get(name);
            if (source == null) {
                throw new BundleException(
                        field + ": nobody feeds '" + name + "' (expected: a feature or the output of another net)");
            }
            if (net.scope() == Scope.REQUEST && source.scope() == Scope.CANDIDATE) {
                throw new BundleException(field + ": '" + name
                        + "' has candidate scope (expected: request scope, since the net is evaluated once a request)");
            }
            if (scope != null && scope != source.scope()) {
                throw new BundleException(field + ": '" + name + "' has another scope than '"
                        + input.sources().getFirst() + "' (expected: one scope for all sources of a tensor)");
            }
            scope = source.scope();
        }
    }

    private static void checkEverythingIsRead(
            Map<String, Source> sources, List<TableSpec> tables, List<NetSpec> nets, List<String> outputs) {
        Set<String> read = new HashSet<>(outputs);
        nets.forEach(net -> net.inputs().forEach(input -> read.addAll(input.sources())));
        Set<String> usedTables = new HashSet<>();
        for (Source source : sources.values()) {
            if (!read.contains(source.name())) {
                throw new BundleException("'" + source.name()
                        + "': no net reads it and it is no output (expected: every feature and net output is used)");
            }
            if (source instanceof Source.Pooled pooled) {
                usedTables.add(pooled.table().name());
            }
        }
        for (TableSpec table : tables) {
            if (!usedTables.contains(table.name())) {
                throw new BundleException(
                        "tables['" + table.name() + "']: no feature reads it (expected: every table is used)");
            }
        }
    }

    private static void checkOutputs(Map<String, Source> sources, List<String> outputs) {
        if (outputs.isEmpty()) {
            throw new BundleException("outputs: [] (expected: at least one output of a candidate net)");
        }
        for (String name : outputs) {
            if (!(sources.get(name) instanceof Source.Computed computed) || computed.scope() != Scope.CANDIDATE) {
                throw new BundleException(
                        "outputs: '" + name + "' (expected: an output of a net with candidate scope)");
            }
        }
        if (sources.get(outputs.getFirst()) instanceof Source.Computed first && first.width() != 1) {
            throw new BundleException("outputs: '" + first.name() + "' comes first and has width " + first.width()
                    + " (expected: width 1, since the first output orders the candidates)");
        }
    }

    private static void checkFiles(List<TableSpec> tables, List<NetSpec> nets, List<BundleFile> files) {
        Set<String> listed = new HashSet<>();
        files.forEach(file -> listed.add(file.path()));
        Stream<String> tensors = tables.stream()
                .flatMap(table -> table.order() == null
                        ? Stream.of(table.file())
                        : Stream.of(table.file(), table.order().file()));
        Stream.concat(tensors, nets.stream().map(NetSpec::file))
                .filter(path -> !listed.contains(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new BundleException(
                            "files: no '" + path + "' (expected: an entry for every file that a table or net names)");
                });
    }
}
