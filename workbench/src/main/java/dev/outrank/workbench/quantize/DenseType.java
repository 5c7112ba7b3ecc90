package dev.outrank.workbench.quantize;

/** How dense nets can be stored besides float32. */
enum DenseType {
    /** Products in int8, with scales of the activations that are found at run time. */
    INT8
}
