/**
 * How large a request may be.
 *
 * <p>A declared {@code Content-Length} above the limit is refused before a byte is read. A chunked body is counted while it streams
 * through; the byte that crosses the limit breaks the forwarding off, so that nothing is ever buffered to find out.
 */
@NullMarked
package dev.outrank.gateway.body;

import org.jspecify.annotations.NullMarked;
