/**
 * How many processes a rate of requests needs, and what they hold together: the plan beside the same model in one process.
 *
 * <p>A process whose tables are whole must be copied whole for each more core that requests need. A plan copies only the shards that are busy,
 * which is why it serves the same rate with less memory (Lui et al., arXiv 2011.02084, section on resource efficiency).
 */
@NullMarked
package dev.outrank.planner.fleet;

import org.jspecify.annotations.NullMarked;
