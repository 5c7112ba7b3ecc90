/**
 * The main shard: decodes a request, scatters its lookups over the embedding services, runs the dense nets and answers.
 */
@NullMarked
package dev.outrank.ranking;

import org.jspecify.annotations.NullMarked;
