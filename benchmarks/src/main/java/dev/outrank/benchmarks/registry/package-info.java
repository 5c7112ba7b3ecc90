/** A registry that knows one model: what a service of this process needs to serve it. */
@NullMarked
package dev.outrank.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
