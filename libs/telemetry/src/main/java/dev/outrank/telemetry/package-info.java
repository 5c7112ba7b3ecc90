/**
 * What the services have in common for those who look at them from outside. It comes with the dependency: its configurations find themselves.
 *
 * <pre>
 *   enum of a service (DocumentedMeter) -> registered under its name -> LatencyBuckets: the buckets of every timer of ours
 *              └─▶ docs/metrics.md                                      PlainNames: no units in names but seconds and bytes
 * </pre>
 */
@NullMarked
package dev.outrank.telemetry;

import org.jspecify.annotations.NullMarked;
