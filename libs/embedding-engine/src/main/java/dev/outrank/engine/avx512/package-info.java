/**
 * The kernels in C, for x86-64 with AVX-512: what the Vector API of this JDK cannot express, that is prefetching and half floats.
 *
 * <p>The source is {@code src/main/c/pooling.c}. Where the project is built with a C compiler the library is in the jar; it is never required. A call is
 * a <em>critical</em> downcall, about 5 ns, during which the garbage collector waits; so calls are short.
 */
@NullMarked
package dev.outrank.engine.avx512;

import org.jspecify.annotations.NullMarked;
