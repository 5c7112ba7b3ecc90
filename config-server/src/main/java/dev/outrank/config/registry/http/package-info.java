/**
 * The registry over HTTP, {@code /registry/v1}. Documented in {@code docs/registry.md} and, by the server itself, at
 * {@code /swagger-ui.html}. Failures are RFC 9457 problem details; where one field is to blame, the problem names it in {@code field}.
 */
@NullMarked
package dev.outrank.config.registry.http;

import org.jspecify.annotations.NullMarked;
