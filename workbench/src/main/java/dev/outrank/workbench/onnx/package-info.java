/**
 * ONNX graphs: written node by node into the published protobuf classes, and read for the names and widths of inputs and outputs.
 *
 * <p>Graphs use opset 17 and IR version 8, which every ONNX Runtime since 1.14 loads. All tensors are float32; the batch is dynamic.
 */
@NullMarked
package dev.outrank.workbench.onnx;

import org.jspecify.annotations.NullMarked;
