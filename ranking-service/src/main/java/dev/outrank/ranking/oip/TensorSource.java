package dev.outrank.ranking.oip;

import dev.outrank.ranking.memory.RequestArrays;

/**
 * Where the tensors of one request come from.
 *
 * @param catalog the tensors of the model
 * @param json the JSON of the body, from the array's begin
 * @param jsonBytes its bytes
 * @param tail what comes after it
 * @param arrays where numbers go
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copied nowhere.
record TensorSource(TensorCatalog catalog, byte[] json, int jsonBytes, BinaryTail tail, RequestArrays arrays) {}
