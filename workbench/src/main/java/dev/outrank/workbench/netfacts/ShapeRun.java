package dev.outrank.workbench.netfacts;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.outrank.bundle.failure.CallerException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Evaluates a graph of zeros with every tensor in it as an output: the one inference of shapes that knows every operator. */
final class ShapeRun {

    private final Path file;
    private final ModelProto model;

    ShapeRun(Path file, ModelProto model) {
        this.file = file;
        this.model = model;
    }

    /** Returns the shapes of all inputs and of what the nodes write, by name. */
    Map<String, long[]> shapes(Map<String, GraphInput> inputs, int batch) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        Map<String, long[]> shapes = new HashMap<>();
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            for (Map.Entry<String, GraphInput> input : inputs.entrySet()) {
                long[] shape = {input.getValue().rows(batch), input.getValue().width()};
                FloatBuffer zeros = FloatBuffer.allocate(Math.toIntExact(shape[0] * shape[1]));
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, zeros, shape));
                shapes.put(input.getKey(), shape);
            }
            try (OrtSession session = environment.createSession(withAllOutputs().toByteArray(), options);
                    OrtSession.Result result = session.run(tensors)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    if (output.getValue() instanceof OnnxTensor tensor) {
                        shapes.put(output.getKey(), tensor.getInfo().getShape());
                    }
                }
            }
        } catch (OrtException e) {
            throw new CallerException(
                    file + ": " + e.getMessage() + " (expected: a graph with the inputs of the manifest)", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
        return shapes;
    }

    private ModelProto withAllOutputs() {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        for (NodeProto node : model.getGraph().getNodeList()) {
            for (String output : node.getOutputList()) {
                if (!output.isEmpty() && outputs.add(output)) {
                    graph.addOutput(ValueInfoProto.newBuilder().setName(output));
                }
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }
}
