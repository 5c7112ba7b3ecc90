package dev.outrank.workbench.observability;

/**
 * A query of a file.
 *
 * @param place where it stands, for people
 * @param text PromQL, with a dashboard's variables
 */
record Query(String place, String text) {}
