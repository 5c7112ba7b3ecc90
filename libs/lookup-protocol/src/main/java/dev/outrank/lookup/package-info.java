/**
 * The frames in which a ranking service asks a shard for pooled embeddings. Documented in {@code docs/format/lookup-protocol.md}.
 *
 * <pre>
 *   ranking                                   embedding
 *   LookupRequest → encodeRequest  ──frame──▶ decodeRequest → LookupRequest
 *                                             response(…) → ResponseWriter: pool into its memory, finish
 *   LookupAnswer  ← decodeAnswer   ◀──frame──                or encodeError
 * </pre>
 *
 * <p>One request carries all tables of one shard, so the calls of a ranking request are as many as the shards it touches. Every number is
 * little-endian. A reader trusts no length and no count: what a frame claims is compared with the bytes it has before anything is
 * allocated, and a refusal is always a {@link dev.outrank.lookup.FrameException}.
 */
@NullMarked
package dev.outrank.lookup;

import org.jspecify.annotations.NullMarked;
