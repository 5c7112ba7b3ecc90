package dev.outrank.workbench.replay;

/**
 * How long a body is.
 *
 * @param candidates of its request
 * @param bytes of the whole body
 */
public record BodySize(int candidates, int bytes) {}
