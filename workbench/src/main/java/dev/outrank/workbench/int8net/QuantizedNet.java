package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * What became of a net.
 *
 * @param model the graph, of the same inputs and outputs; the given one where no layer changed
 * @param products the {@code MatMul} and {@code Gemm} nodes that it had
 * @param int8 how many of them are int8 now
 */
public record QuantizedNet(ModelProto model, int products, int int8) {}
