package dev.outrank.ranking.dense;

/**
 * A source's place among the inputs.
 *
 * @param input the index of the input tensor in {@link NetWiring#inputs()}
 * @param column its first column there
 */
record Destination(int input, int column) {}
