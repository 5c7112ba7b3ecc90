package dev.outrank.workbench.onnx;

import org.jspecify.annotations.Nullable;

/**
 * An input or output of a graph: float32 of two axes.
 *
 * @param name its name in the graph
 * @param batch the fixed extent of the first axis, or null where it is dynamic
 * @param width the fixed extent of the second axis, or null where it is dynamic
 */
public record OnnxTensor(
        String name, @Nullable Long batch, @Nullable Integer width) {}
