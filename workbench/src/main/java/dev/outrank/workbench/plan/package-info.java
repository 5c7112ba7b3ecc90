/** Plans a bundle: which table sits on which shard, printed as a table of shards and written as {@code plan.json}. */
@NullMarked
package dev.outrank.workbench.plan;

import org.jspecify.annotations.NullMarked;
