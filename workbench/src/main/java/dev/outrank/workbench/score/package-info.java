/**
 * Scores of a bundle, computed in this process: what the services would answer, without services.
 *
 * <p>{@link dev.outrank.workbench.score.LocalScorer} reads the tables as the bundle stores them, pools in plain Java and runs the nets in
 * ONNX Runtime. It is for comparing bundles, not for speed.
 */
@NullMarked
package dev.outrank.workbench.score;

import org.jspecify.annotations.NullMarked;
