package dev.outrank.workbench.calibrate;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.planner.cost.NetFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A net loaded as ranking loads it: one thread, sequential, all optimizations, deterministic.
 *
 * @param facts what it costs
 * @param session owned
 * @param inputs widths of its inputs
 * @param outputs widths of its outputs
 */
record DenseNet(NetFacts facts, OrtSession session, Map<String, Integer> inputs, Map<String, Integer> outputs)
        implements AutoCloseable {

    static DenseNet load(Bundle bundle, NetFacts facts) {
        NetSpec spec = bundle.manifest().netsInOrder().stream()
                .filter(net -> net.name().equals(facts.net()))
                .findFirst()
                .orElseThrow(() -> new InternalException("net: '" + facts.net() + "' (expected: in the manifest)"));
        Map<String, Integer> inputs = new LinkedHashMap<>();
        var sources = bundle.manifest().sources();
        spec.inputs()
                .forEach(input -> inputs.put(
                        input.tensor(),
                        input.sources().stream()
                                .mapToInt(name -> Objects.requireNonNull(sources.get(name))
                                        .width())
                                .sum()));
        Map<String, Integer> outputs = new LinkedHashMap<>();
        spec.outputs().forEach(output -> outputs.put(output.name(), output.width()));
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setDeterministicCompute(true);
            OrtSession session = OrtEnvironment.getEnvironment()
                    .createSession(bundle.file(spec.file()).toString(), options);
            return new DenseNet(facts, session, inputs, outputs);
        } catch (OrtException e) {
            throw new InternalException("net '" + facts.net() + "': " + e.getMessage() + " (expected: loads)", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InternalException("ONNX session: " + e.getMessage() + " (expected: closes)", e);
        }
    }
}
