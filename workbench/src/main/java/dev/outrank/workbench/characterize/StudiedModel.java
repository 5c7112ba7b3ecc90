package dev.outrank.workbench.characterize;

/**
 * A model of a study.
 *
 * @param name its name
 * @param scale of its workload's rows
 * @param tableBytes of its tables in float32
 * @param meanCandidates of a request
 * @param meanRequestBytes of a body
 * @param capacity requests a second that one process answers when more are on their way than there are processors
 */
public record StudiedModel(
        String name, double scale, long tableBytes, double meanCandidates, double meanRequestBytes, double capacity) {}
