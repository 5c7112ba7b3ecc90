package dev.outrank.ranking.dense;

import dev.outrank.bundle.failure.InternalException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How dense nets run.
 *
 * @param intraOpThreads threads of one session's operators; with 1 it runs on the calling thread alone
 * @param idleWorkspaces workspaces of a version that are kept for the next requests
 * @param maxWorkspaceBytes bytes that the tensors of one request may take
 * @param batchSize candidates that the nets with embeddings take at a time; 0 for all
 * @param batchSizes the same by model, where it is another
 * @param userOnce whether nets of request scope are evaluated once a request, or else once a candidate
 * @param joint how candidates of several requests run together; null for never
 * @param joints the same by model
 * @param runtime how ONNX Runtime is set up
 */
public record DenseSettings(
        int intraOpThreads,
        int idleWorkspaces,
        long maxWorkspaceBytes,
        int batchSize,
        Map<String, Integer> batchSizes,
        boolean userOnce,
        @Nullable JointSettings joint,
        Map<String, JointSettings> joints,
        RuntimeSettings runtime) {

    public DenseSettings {
        batchSizes = Map.copyOf(batchSizes);
        joints = Map.copyOf(joints);
        if (intraOpThreads < 1 || idleWorkspaces < 0 || maxWorkspaceBytes < 1 || batchSize < 0) {
            throw new InternalException("dense settings: " + intraOpThreads + ", " + idleWorkspaces + ", "
                    + maxWorkspaceBytes + ", " + batchSize + " (expected: at least 1, 0, 1 and 0)");
        }
        if (!userOnce && (joint != null || !joints.isEmpty())) {
            throw new InternalException("outrank.ranking.dense.user-once: false (expected: true where"
                    + " outrank.ranking.dense.batching has candidates of several requests run together)");
        }
    }

    /** Returns settings that take all candidates at a time. */
    public static DenseSettings of(int intraOpThreads, int idleWorkspaces, long maxWorkspaceBytes) {
        return new DenseSettings(
                intraOpThreads,
                idleWorkspaces,
                maxWorkspaceBytes,
                0,
                Map.of(),
                true,
                null,
                Map.of(),
                RuntimeSettings.defaults());
    }

    /** Returns the settings of one model. */
    public DenseSettings of(String model) {
        return new DenseSettings(
                intraOpThreads,
                idleWorkspaces,
                maxWorkspaceBytes,
                batchSizes.getOrDefault(model, batchSize),
                Map.of(),
                userOnce,
                joints.getOrDefault(model, joint),
                Map.of(),
                runtime);
    }

    /** Returns how many candidates are taken at a time, at least 1. */
    int sliceRows(int candidates) {
        return batchSize == 0 ? candidates : Math.min(batchSize, candidates);
    }
}
