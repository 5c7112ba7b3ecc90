/**
 * Reading request bodies and writing answers as JSON, without a tree and without boxing.
 *
 * <p>A body's JSON is one byte array, which is used again. {@link dev.outrank.ranking.json.RequestJson} opens a streaming parser over it and turns what the parser
 * throws into {@link dev.outrank.ranking.json.MalformedJsonException}. Numbers go from the parser straight into growable primitive
 * arrays of the request's memory; {@link dev.outrank.ranking.json.NumberArrays} reads them flat or nested and says which shape it saw. A value that is well-formed
 * JSON and yet wrong is refused as {@link dev.outrank.ranking.json.InvalidFieldException}, which names its place:
 *
 * <pre>
 *   {"candidates":[{"terms":[7,"x"]}]}     candidates[0].terms[1]: 'x' (expected: an int64)
 * </pre>
 */
@NullMarked
package dev.outrank.ranking.json;

import org.jspecify.annotations.NullMarked;
