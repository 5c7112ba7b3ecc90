package dev.outrank.workbench.netfacts;

/**
 * What an evaluation does.
 *
 * @param multiplyAdds of matrix products
 * @param activations elements that nodes write
 */
record Work(long multiplyAdds, long activations) {

    Work minus(Work other) {
        return new Work(multiplyAdds - other.multiplyAdds, activations - other.activations);
    }
}
