/**
 * The manifest of a bundle ({@code model.json}): what a model's features, tables and nets are.
 *
 * <p>A worked example. A ranker takes a user's recent items (sparse, once a request) and for each candidate an item id. Both
 * features read the table {@code item}. The net {@code user} runs once a request, the net {@code candidate} once for all
 * candidates, and receives {@code user_vector} as {@code [1, 32]}:
 *
 * <pre>
 *   recent_items ─┐                     item_id ─┐
 *        (request)├─ net user ─ user_vector ─────┼─ net candidate ─ score [candidates, 1]
 *   user_dense ───┘                              │
 * </pre>
 *
 * <p>Every record refuses what does not make sense by itself; {@link dev.outrank.bundle.manifest.Manifest} refuses what does not fit together.
 * The format is documented in {@code docs/format/manifest.md}.
 */
@NullMarked
package dev.outrank.bundle.manifest;

import org.jspecify.annotations.NullMarked;
