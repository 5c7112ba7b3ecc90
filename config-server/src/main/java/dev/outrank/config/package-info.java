/**
 * The control plane in one process: Spring Cloud Config for the ordinary properties of all services, and the model registry.
 *
 * <p>It is not on the way of any request. Services read both at start, keep a copy of the registry's last snapshot, and go on without this
 * server for as long as it is away.
 */
@NullMarked
package dev.outrank.config;

import org.jspecify.annotations.NullMarked;
