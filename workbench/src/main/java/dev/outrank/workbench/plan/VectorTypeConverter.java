package dev.outrank.workbench.plan;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.plan.VectorType;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code --vectors}. */
final class VectorTypeConverter implements ITypeConverter<VectorType> {

    @Override
    public VectorType convert(String name) {
        return Arrays.stream(VectorType.values())
                .filter(type -> type.jsonName().equals(name))
                .findFirst()
                .orElseThrow(() -> new CallerException("--vectors: " + name + " (expected: one of "
                        + Arrays.stream(VectorType.values())
                                .map(VectorType::jsonName)
                                .toList()
                        + ")"));
    }
}
