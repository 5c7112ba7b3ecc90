/**
 * What it costs to be seen: metrics and traces of services as they are shipped, beside the same services with all meters, observations and spans off. Both answer the
 * same requests in turns, so that ratios of one round compare.
 */
@NullMarked
package dev.outrank.benchmarks.tracing;

import org.jspecify.annotations.NullMarked;
