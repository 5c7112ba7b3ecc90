/**
 * The {@code benchmarks} program: what is fast, and how far from the limit. A benchmark checks the answers before it times them, runs beside its baseline in the
 * same process, in turn, and prints ratios: machines are shared, and times of different minutes do not compare.
 */
@NullMarked
package dev.outrank.benchmarks;

import org.jspecify.annotations.NullMarked;
