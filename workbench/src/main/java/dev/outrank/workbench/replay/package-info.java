/**
 * {@code outrank replay}: sends requests to a gateway or a ranking service, measures latency and checks every answer.
 *
 * <pre>
 *   trace, or generator ─▶ PreparedRequests ─▶ OpenLoop    ─▶ HttpSender ─▶ target
 *                          (encoded bodies)    SerialLoop        │
 *                                                                ▼
 *                              ReplayResult ◀─ Measurements ◀─ AnswerCheck
 *                                              (HdrHistogram)   (fingerprint; scores only where it is new)
 * </pre>
 *
 * <p>In an open loop nobody waits for an answer before the next request, and a latency begins when its request was <em>due</em>: if the target
 * stalls, the requests that had to wait for it say so, although each is answered quickly once it is sent. (A client that waits, and measures from the
 * send, omits them: Gil Tene calls it coordinated omission.)
 */
@NullMarked
package dev.outrank.workbench.replay;

import org.jspecify.annotations.NullMarked;
