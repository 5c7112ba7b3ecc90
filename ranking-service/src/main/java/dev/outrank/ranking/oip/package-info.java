/**
 * The Open Inference Protocol v2 over HTTP.
 *
 * <p>A model's features appear as tensors. A dense feature is one; a sparse feature {@code f} is jagged and travels as two or three, as in
 * TorchRec's KeyedJaggedTensor:
 *
 * <pre>
 *   feature            tensors                                                   scope request
 *   dense  price       price          FP32  [batch, width]                       [1, width]
 *   sparse terms       terms.values   INT64 [n]                                  [n]
 *                      terms.lengths  INT32 [batch]   ids in each bag            [1]
 *                      terms.weights  FP32  [n]       weighted features only     [n]
 * </pre>
 *
 * <p>Numbers are JSON, or bytes after it (binary tensor data extension), in each direction:
 *
 * <pre>
 *   Inference-Header-Content-Length: 81
 *   {"inputs":[{"name":"terms.values", … ,"parameters":{"binary_data_size":16}}, …]} 16 bytes …
 *   └──────────────────────────────────── 81 bytes ───────────────────────────────┘└ BinaryTail, in the order of the inputs
 * </pre>
 *
 * <p>{@code TensorCatalog} derives the tensors from a manifest, {@code InferenceRequestDecoder} reads them and
 * {@code InferenceAnswerWriter} writes scores as FP32 {@code [batch, width]}, flat. Errors are {@code {"error": "…"}}.
 */
@NullMarked
package dev.outrank.ranking.oip;

import org.jspecify.annotations.NullMarked;
