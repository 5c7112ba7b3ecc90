package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;

/**
 * A tensor to be written.
 *
 * @param name the tensor's name, not empty
 * @param dtype the element type as safetensors spells it, for example {@code F32}
 * @param shape its dimensions, none negative, row-major
 */
public record TensorSpec(String name, String dtype, List<Long> shape) {

    public TensorSpec {
        shape = List.copyOf(shape);
        if (name.isEmpty() || name.equals(SafetensorsHeader.METADATA)) {
            throw new BundleException(
                    "tensor: '" + name + "' (expected: a name other than '" + SafetensorsHeader.METADATA + "')");
        }
        TensorSizes.bytes("tensor '" + name + "'", dtype, shape);
    }

    /** Makes a tensor of float32. */
    public TensorSpec(String name, List<Long> shape) {
        this(name, "F32", shape);
    }

    /** Returns the bytes of the tensor's data. */
    public long bytes() {
        return TensorSizes.bytes("tensor '" + name + "'", dtype, shape);
    }
}
