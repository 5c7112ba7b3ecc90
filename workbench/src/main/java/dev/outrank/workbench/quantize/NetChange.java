package dev.outrank.workbench.quantize;

/**
 * What became of one net.
 *
 * @param net its name
 * @param products the {@code MatMul} and {@code Gemm} nodes that it had
 * @param int8 how many of them are int8 now
 * @param bytesBefore of its file
 * @param bytesAfter of its file
 */
record NetChange(String net, int products, int int8, long bytesBefore, long bytesAfter) {}
