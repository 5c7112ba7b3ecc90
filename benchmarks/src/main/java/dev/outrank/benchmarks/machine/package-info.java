/** The machine that figures belong to. */
@NullMarked
package dev.outrank.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
