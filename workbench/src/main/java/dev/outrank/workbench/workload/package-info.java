/**
 * Workloads: the shape of a model and of its requests, without its numbers.
 *
 * <p>The files in {@code workloads/} describe the three models of Lui et al., arXiv 2011.02084 (drm1, drm2, drm3) and MLPerf's DLRM-v2.
 * {@code generate} makes a bundle of a workload, {@code requests} makes requests for it. A scale shrinks tables only:
 *
 * <pre>
 *   rows = max(1, round(rows × scale))
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.workload;

import org.jspecify.annotations.NullMarked;
