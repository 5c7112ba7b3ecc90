package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes out of a graph what nobody reads any more: initializers, constants and what transposes them. */
final class UnusedConstants {

    private static final Set<String> PURE = Set.of("Constant", "Transpose");

    private UnusedConstants() {}

    /** Removes them, also from the inputs, where graphs of old versions list their initializers. */
    static GraphProto removedFrom(GraphProto graph) {
        Set<String> read = new HashSet<>();
        graph.getOutputList().forEach(output -> read.add(output.getName()));
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList().reversed()) {
            if (!PURE.contains(node.getOpType()) || read.contains(node.getOutput(0))) {
                nodes.addFirst(node);
                addReads(node, read);
            }
        }
        Set<String> removed = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> {
            if (!read.contains(tensor.getName())) {
                removed.add(tensor.getName());
            }
        });
        GraphProto.Builder smaller = graph.toBuilder();
        smaller.clearNode().addAllNode(nodes);
        smaller.clearInitializer();
        graph.getInitializerList().stream()
                .filter(tensor -> !removed.contains(tensor.getName()))
                .forEach(smaller::addInitializer);
        smaller.clearInput();
        graph.getInputList().stream()
                .filter(input -> !removed.contains(input.getName()))
                .forEach(smaller::addInput);
        return smaller.build();
    }

    /** Adds what a node reads, in the graphs of control flow that it has too. */
    private static void addReads(NodeProto node, Set<String> read) {
        read.addAll(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            addReads(attribute.getG(), read);
            attribute.getGraphsList().forEach(graph -> addReads(graph, read));
        }
    }

    private static void addReads(GraphProto graph, Set<String> read) {
        graph.getOutputList().forEach(output -> read.add(output.getName()));
        graph.getNodeList().forEach(node -> addReads(node, read));
    }
}
