/** Whole lookups of the embedding engine: what they allocate, and what pooling a run of equal bags once is worth. */
@NullMarked
package dev.outrank.benchmarks.lookup;

import org.jspecify.annotations.NullMarked;
