/**
 * A bundle: the directory in which a trained model arrives.
 *
 * <pre>
 *   clicks/
 *     model.json              the manifest
 *     dense/user.onnx         one file a net
 *     tables/*.safetensors    embedding tables in source precision, their rows in the order of ids; lists of hot ids
 * </pre>
 */
@NullMarked
package dev.outrank.bundle;

import org.jspecify.annotations.NullMarked;
