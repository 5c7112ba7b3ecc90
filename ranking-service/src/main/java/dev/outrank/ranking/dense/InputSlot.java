package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Scope;

/**
 * One input tensor of one net.
 *
 * @param net the net's position in {@link NetWiring#nets()}
 * @param tensor its name in the graph
 * @param width the widths of its sources together
 * @param scope that of its sources
 * @param sharedOutput the output slot whose memory it shares, or {@link #OWN_MEMORY}
 */
record InputSlot(int net, String tensor, int width, Scope scope, int sharedOutput) {

    static final int OWN_MEMORY = -1;
}
