package dev.outrank.workbench.netfacts;

import dev.outrank.bundle.manifest.Scope;

/**
 * An input of a graph.
 *
 * @param width numbers an evaluation
 * @param scope whether it has one row or as many as the batch
 */
record GraphInput(int width, Scope scope) {

    int rows(int batch) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> batch;
        };
    }
}
