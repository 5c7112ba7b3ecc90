/** What programs with parts of Spring and Netty in them log: nothing, unless something is wrong. */
@NullMarked
package dev.outrank.benchmarks.logging;

import org.jspecify.annotations.NullMarked;
