/** The interface of {@link dev.outrank.config.rollout} over HTTP, beside the registry's. */
@NullMarked
package dev.outrank.config.rollout.http;

import org.jspecify.annotations.NullMarked;
