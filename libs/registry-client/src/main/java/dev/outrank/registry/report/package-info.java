/**
 * What a service tells the registry of itself: what it has loaded, what failed, how much memory is left, and how the requests of each version went.
 *
 * <p>Reports are states, not events: each says all, so that a lost one is made good by the next. They make no revisions, and are forgotten where no new one comes.
 */
@NullMarked
package dev.outrank.registry.report;

import org.jspecify.annotations.NullMarked;
