/**
 * Tables in source precision: safetensors files. Documented in {@code docs/format/tables.md}.
 *
 * <pre>
 *   offset 0      u64 little-endian: n, the bytes of the header
 *   offset 8      n bytes of JSON: {"item":{"dtype":"F32","shape":[8000,32],"data_offsets":[0,1024000]},…}
 *   offset 8 + n  data, one tensor after another without holes
 * </pre>
 */
@NullMarked
package dev.outrank.bundle.tensor;

import org.jspecify.annotations.NullMarked;
