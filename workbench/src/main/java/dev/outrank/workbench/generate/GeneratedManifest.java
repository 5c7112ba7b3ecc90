package dev.outrank.workbench.generate;

import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Describes a generated bundle. */
public final class GeneratedManifest {

    private GeneratedManifest() {}

    static Manifest of(GenerateSettings settings, List<BundleFile> files) {
        Workload workload = settings.workload();
        List<WorkloadNet> requestNets = workload.nets(Scope.REQUEST);
        return new Manifest(
                Manifest.FORMAT_VERSION,
                workload.name(),
                workload.about() + " (generated at scale " + settings.scale() + " with seed " + settings.seed() + ")",
                features(workload),
                tables(workload, settings.scale()).stream()
                        .map(table -> table.withOnLoss(settings.onLoss()))
                        .toList(),
                workload.nets().stream()
                        .flatMap(net -> Stream.of(bottom(net), top(net, requestNets)))
                        .toList(),
                List.of(GeneratedNames.SCORE),
                files);
    }

    /** Returns the tables of the bundle that would be generated at a scale. */
    public static List<TableSpec> tables(Workload workload, double scale) {
        return workload.tables().map(table -> table(table, scale)).toList();
    }

    private static Features features(Workload workload) {
        return new Features(
                workload.nets().stream()
                        .map(net -> new DenseFeature(GeneratedNames.denseFeature(net), net.denseInputs(), net.scope()))
                        .toList(),
                workload.nets().stream()
                        .flatMap(net -> net.tables().stream().map(table -> sparse(net, table)))
                        .toList());
    }

    private static SparseFeature sparse(WorkloadNet net, WorkloadTable table) {
        return new SparseFeature(table.name(), table.name(), net.scope(), Pooling.SUM, false, IdPolicy.FAIL);
    }

    private static TableSpec table(WorkloadTable table, double scale) {
        return new TableSpec(
                table.name(),
                table.rows(scale),
                table.dim(),
                ElementType.FLOAT32,
                GeneratedNames.tableFile(table),
                table.name(),
                null);
    }

    private static NetSpec bottom(WorkloadNet net) {
        String name = GeneratedNames.bottom(net);
        String feature = GeneratedNames.denseFeature(net);
        return new NetSpec(
                name,
                net.scope(),
                GeneratedNames.netFile(name),
                List.of(new NetInput(feature, List.of(feature))),
                List.of(new NetOutput(name, net.bottomWidth())));
    }

    private static NetSpec top(WorkloadNet net, List<WorkloadNet> requestNets) {
        List<NetInput> inputs = new ArrayList<>();
        inputs.add(new NetInput(GeneratedNames.BOTTOM_INPUT, List.of(GeneratedNames.bottom(net))));
        inputs.add(new NetInput(
                GeneratedNames.EMBEDDINGS_INPUT,
                net.tables().stream().map(WorkloadTable::name).toList()));
        boolean candidate = net.scope() == Scope.CANDIDATE;
        if (candidate) {
            requestNets.stream()
                    .map(GeneratedNames::vector)
                    .forEach(vector -> inputs.add(new NetInput(vector, List.of(vector))));
        }
        String output = candidate ? GeneratedNames.SCORE : GeneratedNames.vector(net);
        return new NetSpec(
                net.name(),
                net.scope(),
                GeneratedNames.netFile(net.name()),
                inputs,
                List.of(new NetOutput(output, net.topWidth())));
    }
}
