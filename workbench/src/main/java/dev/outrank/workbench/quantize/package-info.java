/**
 * {@code outrank quantize}: a bundle whose tables take less room or whose nets take less time, and what that costs.
 *
 * <pre>
 *   bundle ─► tables that are named: encoded anew ─┐
 *          ├► nets, where wanted: as int8 ─────────┤
 *          └► everything else: copied ─────────────┴─► new bundle, at once or not at all
 *
 *   report   per table: bytes, largest and mean error, cosine      (every row of both bundles, decoded)
 *            per net: products, how many are int8, bytes
 *            final scores: largest and mean change, order, AUC        (sample requests, scored with both)
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.quantize;

import org.jspecify.annotations.NullMarked;
