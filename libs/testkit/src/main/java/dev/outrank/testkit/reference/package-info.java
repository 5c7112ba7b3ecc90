/**
 * The oracle: what a model's scores are, computed the plain way in double precision.
 *
 * <p>It reads a bundle by itself and shares no code with the platform, so that a mistake there cannot hide here:
 *
 * <pre>
 *   model.json ──► features, nets            (Jackson tree)
 *   tables/*   ──► one row at a time         (positional reads)
 *   dense/*    ──► a graph of operators      (ONNX protobuf)
 *
 *   request ─► pool bags in double ─► nets in order of need ─► scores [candidates]
 * </pre>
 *
 * <p>Slow and simple on purpose. Values that the platform holds in float32 (rows, weights of nets, inputs) are widened, never
 * rounded again; so the difference to a float32 evaluation is that evaluation's rounding.
 */
@NullMarked
package dev.outrank.testkit.reference;

import org.jspecify.annotations.NullMarked;
