package dev.outrank.workbench.importing;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.importing.ImportDescription.DenseEntry;
import dev.outrank.workbench.importing.ImportDescription.NetEntry;
import dev.outrank.workbench.importing.ImportDescription.SparseEntry;
import dev.outrank.workbench.onnx.OnnxNet;
import dev.outrank.workbench.onnx.OnnxTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Infers the widths of dense features from the inputs they feed, and checks all others. */
final class InputWidths {

    private final Map<String, Integer> known = new HashMap<>();

    private InputWidths() {}

    static InputWidths infer(
            ImportDescription description, NetWiring wiring, List<NetSpec> nets, List<TableSpec> tables) {
        InputWidths widths = new InputWidths();
        Map<String, Integer> dims = new HashMap<>();
        tables.forEach(table -> dims.put(table.name(), table.dim()));
        for (SparseEntry feature : description.features().sparseEntries()) {
            widths.known.put(feature.name(), dims.getOrDefault(feature.tableName(), 0));
        }
        for (NetSpec net : nets) {
            for (NetOutput output : net.outputs()) {
                widths.known.put(output.name(), output.width());
            }
        }
        for (DenseEntry feature : description.features().denseEntries()) {
            Integer width = feature.width();
            if (width != null) {
                widths.known.put(feature.name(), width);
            }
        }
        wiring.nets().forEach(widths::inferFromLoneSources);
        wiring.nets().forEach(widths::check);
        return widths;
    }

    /** Returns the width of a dense feature. */
    int of(DenseEntry feature) {
        Integer width = known.get(feature.name());
        if (width == null) {
            throw new CallerException("features.dense['" + feature.name()
                    + "']: no input tells its width (expected: an input that it feeds alone, or width)");
        }
        return width;
    }

    private void inferFromLoneSources(NetEntry entry, OnnxNet net) {
        for (OnnxTensor input : net.inputs()) {
            List<String> sources = entry.sources(input.name());
            Integer width = input.width();
            if (sources.size() == 1 && width != null) {
                known.putIfAbsent(sources.getFirst(), width);
            }
        }
    }

    private void check(NetEntry entry, OnnxNet net) {
        for (OnnxTensor input : net.inputs()) {
            List<String> sources = entry.sources(input.name());
            Integer width = input.width();
            int sum = sources.stream()
                    .mapToInt(source -> known.getOrDefault(source, 0))
                    .sum();
            if (width != null && known.keySet().containsAll(sources) && sum != width) {
                throw new CallerException(net.file() + ": input '" + input.name() + "': [batch, " + width
                        + "], but its sources " + sources + " are [batch, " + sum + "] (expected: equal widths)");
            }
        }
    }
}
