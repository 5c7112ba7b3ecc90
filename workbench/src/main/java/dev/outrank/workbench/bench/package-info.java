/** {@code outrank bench}: runs the benchmarks in a JVM of their own, with the flags that they need. */
@NullMarked
package dev.outrank.workbench.bench;

import org.jspecify.annotations.NullMarked;
