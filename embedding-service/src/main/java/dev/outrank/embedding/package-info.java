/**
 * The embedding service: serves one shard of every model, several versions side by side.
 *
 * <pre>
 *   registry ──snapshot──▶ shard.ShardCatalog  (loads new versions, drops old ones after their last lookup)
 *                               │ lease
 *   POST /lookup ──frame──▶ lookup.LookupEndpoint ──▶ lookup.PoolingThreads ──▶ lookup.FrameAnswers ──frame──▶
 *                           event loop, never pools   bounded queue             decode, pool, encode
 * </pre>
 */
@NullMarked
package dev.outrank.embedding;

import org.jspecify.annotations.NullMarked;
