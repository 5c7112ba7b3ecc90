package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Scope;

/**
 * One used output tensor of one net.
 *
 * @param net the net's position in {@link NetWiring#nets()}
 * @param tensor its name in the graph and among the sources
 * @param width numbers an evaluation
 * @param scope that of the net
 */
record OutputSlot(int net, String tensor, int width, Scope scope) {}
