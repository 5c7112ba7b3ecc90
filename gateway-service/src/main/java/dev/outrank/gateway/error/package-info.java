/**
 * What a caller reads when a request fails.
 *
 * <pre>
 *   failure -> Refusal (status, message) -> body by path
 *                                            /v2/**   {"error": "..."}            Open Inference Protocol
 *                                            others   application/problem+json    RFC 9457
 * </pre>
 *
 * <p>Only failures of the gateway itself pass here; an error answer of ranking streams through as it is. Which of the two a caller gets is decided once ({@link
 * dev.outrank.gateway.error.AnswerClaim}). A message never carries a stack trace or the text of an exception that this project did not write.
 */
@NullMarked
package dev.outrank.gateway.error;

import org.jspecify.annotations.NullMarked;
