/**
 * {@code outrank calibrate}: measures the coefficients of the cost model on the machine at hand.
 *
 * <pre>
 *   KernelStudy  the embedding engine over a table that no cache holds, and over the part of it that one does
 *   RpcStudy     a real embedding service in a process of its own, called as ranking calls it
 *   HttpStudy    a real ranking service with a small model, asked in JSON and with binary tensors
 *   DenseStudy   generated nets in ONNX Runtime, as ranking runs them
 *        │ points
 *   Rounds ── a short turn of every point, round after round ──▶ Observation ──▶ CoefficientFit ──▶ Calibration
 * </pre>
 *
 * <p>A machine's speed moves within minutes, so that points which are compared must be measured beside one another: each round has a turn of all of
 * them, those that coefficients are fitted to and those that only judge them. Of the turns of a point its lower quartile counts.
 */
@NullMarked
package dev.outrank.workbench.calibrate;

import org.jspecify.annotations.NullMarked;
