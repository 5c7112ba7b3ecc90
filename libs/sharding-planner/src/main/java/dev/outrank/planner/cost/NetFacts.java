package dev.outrank.planner.cost;

import dev.outrank.bundle.manifest.Scope;

/**
 * What a dense net costs to evaluate, counted from its graph.
 *
 * @param net its name
 * @param scope whether it runs once a request with one item, or once a request with all candidates as a batch
 * @param parameterBytes bytes of all weights, which each run streams at least once
 * @param multiplyAdds of all matrix products, an item
 * @param activations float32 elements that all nodes write, an item
 */
public record NetFacts(String net, Scope scope, long parameterBytes, long multiplyAdds, long activations) {}
