/**
 * What all HTTP interfaces of this service share: the way of a request through decoding, ranking and encoding, its id, its deadline, and the
 * one place where failures become statuses.
 *
 * <pre>
 *   ServerRequest ─ body, limits ─ decode ─────── ServedModel.rank ─ write ─ ServerResponse
 *   (event loop)                   (CPU scheduler)                           Server-Timing, X-Request-Id
 *        └──────────── any failure ──── Failures ──── ErrorFormat ──────────────┘
 * </pre>
 *
 * <p>An interface brings a {@link dev.outrank.ranking.http.RequestFormat} for bodies and answers and an
 * {@link dev.outrank.ranking.http.ErrorFormat} for the shape of its errors.
 */
@NullMarked
package dev.outrank.ranking.http;

import org.jspecify.annotations.NullMarked;
