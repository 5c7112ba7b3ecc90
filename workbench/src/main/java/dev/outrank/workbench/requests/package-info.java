/**
 * Deterministic random ranking requests for a bundle: as arrays, as JSON of the rank API, and as JSON of the Open Inference Protocol.
 *
 * <p>Ids follow a Zipf law over the table's rows, popular rows scattered over the table as hashing scatters them; bags are as long as
 * the workload says. Everything is a function of (seed, request number, feature), so that two processes make the same requests. Another
 * {@link dev.outrank.workbench.requests.IdPopularity} gives the same bags other ids.
 */
@NullMarked
package dev.outrank.workbench.requests;

import org.jspecify.annotations.NullMarked;
