package dev.outrank.bundle.tensor;

import java.util.List;

/**
 * Where a tensor is in its file.
 *
 * @param name the tensor's name
 * @param dtype the element type as safetensors spells it, {@code F32} for float32
 * @param shape its dimensions, row-major
 * @param offset the first byte, absolute in the file
 * @param bytes the size of the data
 */
public record TensorInfo(String name, String dtype, List<Long> shape, long offset, long bytes) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }
}
