/**
 * Makes a bundle of what a training framework exports: ONNX nets, safetensors tables, and a short description.
 *
 * <p>The description says what the files cannot: the scopes, and which feature reads which table how. The rest is inferred:
 *
 * <pre>
 *   a net's file             &lt;name&gt;.onnx
 *   an input's sources       the feature or net output of the same name
 *   a dense feature's width  that of the input it feeds
 *   a table's rows and dim   the shape of the tensor of the same name
 *   the model's outputs      outputs of candidate nets that no net reads
 * </pre>
 *
 * <p>The format is documented in {@code docs/bundles.md}.
 */
@NullMarked
package dev.outrank.workbench.importing;

import org.jspecify.annotations.NullMarked;
