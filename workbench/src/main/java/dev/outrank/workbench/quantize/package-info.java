/**
 * {@code outrank quantize}: a bundle whose tables take less room, and what that costs.
 *
 * <pre>
 *   bundle ─► tables that are named: encoded anew ─┐
 *          └► everything else: copied ─────────────┴─► new bundle, at once or not at all
 *
 *   report   per table: bytes, largest and mean error, cosine      (every row of both bundles, decoded)
 *            final scores: largest and mean change, rank correlation  (sample requests, scored with both)
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.quantize;

import org.jspecify.annotations.NullMarked;
