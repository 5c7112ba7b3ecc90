package dev.outrank.planner.traffic;

/**
 * A net and a share of the requests.
 *
 * @param net its name
 * @param share 0 to 1
 */
public record NetShare(String net, double share) {}
