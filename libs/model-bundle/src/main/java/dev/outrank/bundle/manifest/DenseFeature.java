package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;

/**
 * A dense feature: {@code width} float32 numbers for each evaluation.
 *
 * @param name the name in requests and in the nets' sources
 * @param width numbers an evaluation, at least 1
 * @param scope whether it comes once a request or once a candidate
 */
public record DenseFeature(String name, int width, Scope scope) {

    public DenseFeature {
        Names.requireName("features.dense.name", name);
        if (width < 1) {
            throw new BundleException("features.dense['" + name + "'].width: " + width + " (expected: at least 1)");
        }
    }
}
