/**
 * Reading a request's JSON against a bare streaming pass of the same parser over the same bytes.
 *
 * <p>The body is an OIP request of the shape of mlperf-dlrm-v2: 270 candidates, 13 numbers and 26 sparse features each, about 58,000 ids. The bare pass asks
 * Jackson for every token and every number's value and keeps nothing. A ratio of 1 says that checking, naming and keeping cost nothing.
 */
@NullMarked
package dev.outrank.benchmarks.json;

import org.jspecify.annotations.NullMarked;
