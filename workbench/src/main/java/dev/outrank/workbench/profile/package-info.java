/**
 * Says what requests ask of a model: measured from traces by {@code outrank profile}, or computed from a workload, and the file that both
 * become ({@code docs/format/profile.md}).
 *
 * <p>Start at {@link dev.outrank.workbench.profile.TrafficProfiles} for what is computed.
 */
@NullMarked
package dev.outrank.workbench.profile;

import org.jspecify.annotations.NullMarked;
