/**
 * The edge: everything a caller's request meets before a ranking service sees it.
 *
 * <pre>
 *   request id -> client's limit -> deadline -> priority -> body limit -> one retry -> replica -> forwarded deadline -> ranking
 *        \___________________ errors, shaped by path _____________________/
 * </pre>
 *
 * <p>Each step is one small filter in a package of its own; a package's {@code XConfiguration} wires it. Bodies pass through unparsed
 * and unbuffered in both directions. Routes are configuration ({@code application.yml}), not code.
 */
@NullMarked
package dev.outrank.gateway;

import org.jspecify.annotations.NullMarked;
