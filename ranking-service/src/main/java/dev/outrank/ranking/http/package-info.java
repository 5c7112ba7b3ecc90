/**
 * What all HTTP interfaces of this service share: the way of a request through decoding, ranking and encoding, its id, its deadline, and the
 * one place where failures become statuses.
 *
 * <pre>
 *   ServerRequest ─ Admission ─ body, limits ─ decode ─────── ServedModel.rank ─ write ─ ServerResponse
 *   (event loop)                               (CPU scheduler)               │           Server-Timing, X-Request-Id
 *                                                                      RequestEnd: meters, slow requests
 *        └──────────── any failure ──── Failures ──── ErrorFormat ──────────────────────────┘
 * </pre>
 *
 * <p>Headers alone decide whether a request is admitted: its priority ({@code X-Request-Priority}), what is in flight, and whether tasks wait for CPU
 * threads ({@link dev.outrank.ranking.compute.Admission}). Nothing of the body of a refused one is read. Once the service is told to stop, its answers
 * close their connections behind them.
 *
 * <p>A body stays in the buffers in which it arrived, a {@link dev.outrank.ranking.http.ReceivedBody}, until it is decoded; an answer is written to one
 * pooled buffer, an {@link dev.outrank.ranking.http.AnswerBody}. Both, and the arrays between them, belong to the request's
 * {@link dev.outrank.ranking.memory.RequestMemory}. Decoding goes on with the execution's first steps on the same thread, and the execution's last steps
 * with writing the answer: two tasks a request where every shard is elsewhere.
 *
 * <p>A {@link dev.outrank.ranking.http.RequestEnd} tells how a request ended once, an answer when it is written: its last stage is over then, and its stages
 * add up to its time.
 *
 * <p>An interface brings a {@link dev.outrank.ranking.http.RequestFormat} for bodies and answers and an
 * {@link dev.outrank.ranking.http.ErrorFormat} for the shape of its errors.
 */
@NullMarked
package dev.outrank.ranking.http;

import org.jspecify.annotations.NullMarked;
