package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.workbench.int8net.NetQuantizer;
import dev.outrank.workbench.int8net.QuantizedNet;
import dev.outrank.workbench.int8net.WeightRange;
import dev.outrank.workbench.onnx.OnnxNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nets of a bundle as int8, before they are written. Holds the files' bytes, which nobody changes. */
final class NetRewrite {

    /** Changes nothing. */
    static final NetRewrite NONE = new NetRewrite(Map.of(), List.of());

    private final Map<String, byte[]> files;
    private final List<NetChange> changes;

    private NetRewrite(Map<String, byte[]> files, List<NetChange> changes) {
        this.files = files;
        this.changes = List.copyOf(changes);
    }

    /**
     * Quantises every net that has layers for it.
     *
     * @throws CallerException if none has, or one cannot be quantised
     */
    static NetRewrite of(Bundle bundle, WeightRange range) {
        Map<String, byte[]> files = new HashMap<>();
        List<NetChange> changes = new ArrayList<>();
        for (NetSpec net : bundle.manifest().netsInOrder()) {
            Path file = bundle.file(net.file());
            QuantizedNet quantized = NetQuantizer.quantize(file, OnnxNet.parse(file), net.scope(), range);
            long before = file.toFile().length();
            long after = before;
            if (quantized.int8() > 0) {
                byte[] bytes = quantized.model().toByteArray();
                files.put(net.file(), bytes);
                after = bytes.length;
            }
            changes.add(new NetChange(net.name(), quantized.products(), quantized.int8(), before, after));
        }
        if (files.isEmpty()) {
            throw new CallerException(
                    "dense: int8 (expected: a net with a MatMul or Gemm whose constant float32 weights are enough to gain,"
                            + " 64 × 64 for candidates, 256 × 256 for a request; the " + changes.size()
                            + " nets of model '"
                            + bundle.manifest().name() + "' have none)");
        }
        return new NetRewrite(files, changes);
    }

    /** Returns the new content of a file, or null where it stays as it is. */
    byte @Nullable [] content(String file) {
        return files.get(file);
    }

    /** Returns all nets in the order in which they are evaluated; none where nets were not to change. */
    List<NetChange> changes() {
        return changes;
    }
}
