package dev.outrank.ranking.dense;

import dev.outrank.bundle.failure.InternalException;

/**
 * How dense nets run.
 *
 * @param intraOpThreads threads of one session's operators; with 1 it runs on the calling thread alone
 * @param idleWorkspaces workspaces of a version that are kept for the next requests
 * @param maxWorkspaceBytes bytes that the tensors of one request may take
 */
public record DenseSettings(int intraOpThreads, int idleWorkspaces, long maxWorkspaceBytes) {

    public DenseSettings {
        if (intraOpThreads < 1 || idleWorkspaces < 0 || maxWorkspaceBytes < 1) {
            throw new InternalException("dense settings: " + intraOpThreads + ", " + idleWorkspaces + ", "
                    + maxWorkspaceBytes + " (expected: at least 1, 0 and 1)");
        }
    }
}
