/**
 * Says what requests ask of a model: measured from traces by {@code outrank profile}, or computed from a workload, and the file that both
 * become ({@code docs/format/profile.md}).
 *
 * <pre>
 *   trace ─▶ TrafficMeter ── FeatureMeter ── lookups a request, a candidate
 *                         ├─ TableSketch ─── distinct ids, access curve, hottest ids
 *                         └─ NetMeter ────── lookups a request, nets that come together
 *
 *   workload ─▶ TrafficProfiles
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.profile;

import org.jspecify.annotations.NullMarked;
