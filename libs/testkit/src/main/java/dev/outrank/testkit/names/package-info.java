/** A name server for tests of what finds replicas by DNS: it knows the names that a test gives it, and may be silent or broken. */
@NullMarked
package dev.outrank.testkit.names;

import org.jspecify.annotations.NullMarked;
