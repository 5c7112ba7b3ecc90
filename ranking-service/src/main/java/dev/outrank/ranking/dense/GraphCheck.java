package dev.outrank.ranking.dense;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that an ONNX graph is the net that the manifest describes. */
final class GraphCheck {

    private static final long ANY = -1;

    private final NetSpec net;

    GraphCheck(NetSpec net) {
        this.net = net;
    }

    /** Checks names, types, ranks, widths and batch dimensions of all inputs and used outputs. */
    void check(OrtSession session, NetWiring wiring, int index) throws OrtException {
        Map<String, NodeInfo> graphInputs = session.getInputInfo();
        Set<String> manifestInputs = wiring.inputs().stream()
                .filter(slot -> slot.net() == index)
                .map(InputSlot::tensor)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!graphInputs.keySet().equals(manifestInputs)) {
            throw refused("inputs " + new TreeSet<>(graphInputs.keySet()) + " (expected: " + manifestInputs
                    + ", those of the manifest)");
        }
        for (InputSlot slot : wiring.inputs()) {
            if (slot.net() == index) {
                checkTensor("input", graphInputs.get(slot.tensor()), slot.tensor(), slot.scope(), slot.width());
            }
        }
        Map<String, NodeInfo> graphOutputs = session.getOutputInfo();
        for (OutputSlot slot : wiring.outputs()) {
            if (slot.net() == index) {
                checkTensor("output", graphOutputs.get(slot.tensor()), slot.tensor(), slot.scope(), slot.width());
            }
        }
    }

    private void checkTensor(String role, @Nullable NodeInfo node, String tensor, Scope scope, int width) {
        String expected = "float32 [" + (scope == Scope.REQUEST ? "1" : "batch") + ", " + width + "], "
                + (scope == Scope.REQUEST ? "request" : "candidate") + " scope";
        if (node == null) {
            throw refused(role + " '" + tensor + "' is missing (expected: " + expected + ")");
        }
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw refused(role + " '" + tensor + "' is no tensor (expected: " + expected + ")");
        }
        long[] shape = info.getShape();
        boolean fits = info.type == OnnxJavaType.FLOAT
                && shape.length == 2
                && fitsBatch(shape[0], scope)
                && (shape[1] == ANY || shape[1] == width);
        if (!fits) {
            throw refused(role + " '" + tensor + "' is " + info.type + " " + Arrays.toString(shape) + " (expected: "
                    + expected + ")");
        }
    }

    private static boolean fitsBatch(long rows, Scope scope) {
        return switch (scope) {
            case REQUEST -> rows == ANY || rows == 1;
            case CANDIDATE -> rows == ANY;
        };
    }

    private BundleException refused(String what) {
        return new BundleException(net.file() + ": " + what);
    }
}
