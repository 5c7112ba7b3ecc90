/**
 * What the gateway's spans say about requests that are traced: model, version and outcome. Spring makes the spans, and hands their context to ranking in the header
 * {@code traceparent}.
 */
@NullMarked
package dev.outrank.gateway.trace;

import org.jspecify.annotations.NullMarked;
